import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../src/server/backoff";

test("each crash doubles the wait, and the sixth within three minutes is the last", () => {
  let now = 0;
  const backoff = new Backoff(() => now);
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    now += 10_000;
    return backoff.crashed();
  });
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, undefined]);
});

test("crashes of long ago do not count", () => {
  let now = 0;
  const backoff = new Backoff(() => now);
  backoff.crashed();
  now = 60_000;
  assert.equal(backoff.crashed(), 2000);
  now = 181_000;
  assert.equal(backoff.crashed(), 2000, "the first is forgotten, the second is not");
});

test("who asks for a start begins anew", () => {
  const backoff = new Backoff(() => 0);
  [1, 2, 3, 4, 5, 6].forEach(() => backoff.crashed());
  backoff.forget();
  assert.equal(backoff.crashed(), 1000);
});
