export { LARGEST_PICTURE } from "./limits.js";
export { isPictureName, readPicture, tooLarge } from "./read.js";
export type { FoundPicture, Picture, PictureFault, PictureFormat } from "./types.js";
