// Counts primes by Eratosthenes' sieve, away from the pages.

worker.onMessage(({ below }) => {
  const crossed = new Uint8Array(below);
  let count = 0;
  for (let number = 2; number < below; number += 1) {
    if (crossed[number]) continue;
    count += 1;
    for (let each = number * number; each < below; each += number) crossed[each] = 1;
  }
  worker.postMessage({ count });
});
