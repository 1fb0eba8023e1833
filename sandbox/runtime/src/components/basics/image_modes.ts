// The modes of <image> (component/image) as CSS. No DOM here.

export interface ImageFit {
  /** object-fit of the picture within its tag. */
  readonly fit: "fill" | "contain" | "cover" | "none";
  readonly position: string;
  /** Which side of the tag follows the picture's shape. */
  readonly follows: "height" | "width" | null;
}

const POSITIONS: Readonly<Record<string, string>> = {
  top: "50% 0",
  bottom: "50% 100%",
  center: "50% 50%",
  left: "0 50%",
  right: "100% 50%",
  "top left": "0 0",
  "top right": "100% 0",
  "bottom left": "0 100%",
  "bottom right": "100% 100%",
};

const FILL: ImageFit = { fit: "fill", position: "50% 50%", follows: null };

/** How a picture lies in its tag; an unknown mode is scaleToFill, as in WeChat. */
export function imageFit(mode: string): ImageFit {
  switch (mode) {
    case "aspectFit":
      return { ...FILL, fit: "contain" };
    case "aspectFill":
      return { ...FILL, fit: "cover" };
    case "widthFix":
      return { ...FILL, follows: "height" };
    case "heightFix":
      return { ...FILL, follows: "width" };
    default: {
      const position = POSITIONS[mode.trim().replace(/\s+/g, " ")];
      return position === undefined ? FILL : { fit: "none", position, follows: null };
    }
  }
}
