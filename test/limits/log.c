/*
 * The hashes of a log of so many entries in C, for `bench log` to compare with: the same entries, the same tree (RFC 9162),
 * OpenSSL's SHA-256. Prints nanoseconds on the clock, nanoseconds of CPU, and the root.
 *
 *     cc -O2 -o log log.c -lcrypto && ./log 1000000
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ENTRY = 110, HASH = 32 };

static void hash(const uint8_t *data, size_t length, uint8_t *out) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, data, length);
  SHA256_Final(out, &context);
}

static long long now(clockid_t of) {
  struct timespec time;
  clock_gettime(of, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
  uint8_t leaf[1 + ENTRY], node[1 + 2 * HASH], peaks[32][HASH];
  int top = 0;
  memset(leaf, 0xa5, sizeof leaf);
  leaf[0] = 0;
  node[0] = 1;
  long long clock = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  for (uint32_t i = 0; i < count; i++) {
    for (int at = 0; at < 4; at++) leaf[1 + at] = (uint8_t)(i >> (8 * at));
    hash(leaf, sizeof leaf, peaks[top++]);
    for (uint32_t n = i; n & 1; n >>= 1) {
      memcpy(node + 1, peaks[top - 2], 2 * HASH);
      hash(node, sizeof node, peaks[top - 2]);
      top--;
    }
  }
  for (; top > 1; top--) {
    memcpy(node + 1, peaks[top - 2], 2 * HASH);
    hash(node, sizeof node, peaks[top - 2]);
  }
  printf("%lld %lld ", now(CLOCK_MONOTONIC) - clock, now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
  for (int at = 0; at < HASH; at++) printf("%02x", peaks[0][at]);
  printf("\n");
  return 0;
}
