// Two sample pictures, drawn on the spot, and the shrinking that WeCom, too, does before a picture is sent.

import { Refused } from "./server.js";

const LARGEST = 1600; // px, the longer side
const QUALITY = 0.86;

/** Both return {filename, data}: base64, as the server takes it. */
export async function samplePicture(name) {
  const image = new Image();
  image.src = `page/img/${name}.svg`;
  await image.decode();
  return packed(`${name}.jpg`, image, image.naturalWidth, image.naturalHeight);
}

export async function chosenPicture(file) {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Refused("这个文件不是能读的图片");
  });
  return packed(file.name, bitmap, bitmap.width, bitmap.height);
}

function packed(filename, image, width, height) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const [, data] = canvas.toDataURL("image/jpeg", QUALITY).split(",");
  return { filename: filename.replace(/\.\w+$/, ".jpg"), data };
}
