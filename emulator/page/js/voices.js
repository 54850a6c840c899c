// A sample voice message: silence, but a well-formed AMR file, since WeCom hands voice to the bot as AMR.

const MAGIC = "#!AMR\n";
const NO_DATA_FRAME = "\x7c"; // frame type 15, quality bit set: 20 ms in which nothing is said
const FRAMES_PER_SECOND = 50;

/** Base64. */
export function sampleVoice(seconds) {
  return btoa(MAGIC + NO_DATA_FRAME.repeat(seconds * FRAMES_PER_SECOND));
}
