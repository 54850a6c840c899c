// Keeps a World current: a snapshot first, then server-sent events from that point on.
//
// The browser reconnects by itself and says which event it saw last. When the server has started anew its numbers mean
// nothing any more: it says "reset", and we begin again with a fresh snapshot.

import { getState } from "./server.js";

const RETRY_AFTER = 1500; // ms between tries while there is no snapshot to be had

/** `report(connected)` is told whenever the connection comes or goes. */
export async function follow(world, report) {
  const snapshot = await firstSnapshot(report);
  world.restart(snapshot);
  const source = new EventSource(`page/changes?after=${encodeURIComponent(snapshot.last)}`);
  const again = () => {
    source.close();
    follow(world, report);
  };
  source.addEventListener("open", () => report(true));
  source.addEventListener("message", (event) => world.apply(JSON.parse(event.data)));
  source.addEventListener("reset", again);
  source.addEventListener("error", () => {
    report(false);
    if (source.readyState === EventSource.CLOSED) again();
  });
}

async function firstSnapshot(report) {
  for (;;) {
    try {
      return await getState();
    } catch {
      report(false);
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    }
  }
}
