/** Currencies of ISO 4217 that are money one can pay with, precious metals and funds left out; each is a dimension of its own. */
export const CURRENCIES: ReadonlySet<string> = new Set(
  (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY " +
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR " +
    "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR " +
    "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD " +
    "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD " +
    "XCG XOF XPF YER ZAR ZMW ZWG"
  ).split(" "),
);

/** Signs that stand for one currency alone. Dollars, yen and crowns of several countries share theirs. */
const PRINTED: Readonly<Record<string, string>> = { USD: "$", EUR: "\u20ac", GBP: "\u00a3", JPY: "\u00a5" };

/** What people type before or behind an amount, and the code to write. */
export const SIGNS: Readonly<Record<string, string>> = {
  $: "USD",
  "\u20ac": "EUR",
  "\u00a3": "GBP",
  "\u00a5": "JPY",
  "\u20b9": "INR",
  "\u20a9": "KRW",
  "\u20bd": "RUB",
  "\u20ba": "TRY",
  "\u20aa": "ILS",
  "\u20ab": "VND",
  "\u20b4": "UAH",
  "\u20a6": "NGN",
  "\u20b1": "PHP",
  "\u20bf": "a unit of your own, declared under `units:` as `BTC: new`",
};

/** The scale and code of `MEUR`; undefined for anything else. */
export function currencyOf(name: string): { scale: string; code: string } | undefined {
  const [, scale = "", code = ""] = /^([kMBT]?)([A-Z]{3})$/.exec(name) ?? [];
  return CURRENCIES.has(code) ? { scale, code } : undefined;
}

/** The sign of a currency before an amount, or its code and a space: `€`, `CHF `. */
export const signOf = (code: string): string => PRINTED[code] ?? `${code}\u00a0`;

/** `€M` for MEUR, as a unit that stands by itself; the code itself where it has no sign of its own. */
export const moneyUnit = (name: string): string | undefined => {
  const money = currencyOf(name);
  const sign = money && PRINTED[money.code];
  return sign && `${sign}${money.scale}`;
};
