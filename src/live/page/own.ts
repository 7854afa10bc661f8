/** Marks what this page's script put there itself: it is not compared, and stays. */
export const OWN = "data-live";
