/*
 * The hashes of a bench in C, for `bench build` and `bench verify` to compare with: every message that ours hashed, by OpenSSL's
 * SHA-256. HMAC (RFC 2104) has the two states of each key computed once. Prints nanoseconds of CPU a pass and, in hexadecimal,
 * the SHA-256 of all results of one pass, one after another.
 *
 *     cc -O2 -o hashes hashes.c -lcrypto && ./hashes FILE PASSES
 *
 * The file, numbers as four bytes, the lowest first: number of keys, number of messages; of each key its length and bytes; of
 * each message 0 for SHA-256 or the number of its key counted from 1, its length and bytes.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HASH = 32, BLOCK = 64 };

typedef struct {
  const uint8_t *bytes;
  uint32_t length;
  uint32_t key;
} Text;

typedef struct {
  SHA256_CTX inner, outer;
} Keyed;

static void fail(const char *what) {
  fprintf(stderr, "hashes: %s\n", what);
  exit(1);
}

static void *need(void *memory) {
  if (memory == NULL) fail("no memory");
  return memory;
}

static const uint8_t *at, *end;

static const uint8_t *take(size_t length) {
  if ((size_t)(end - at) < length) fail("the file ends early");
  at += length;
  return at - length;
}

static uint32_t number(void) {
  const uint8_t *b = take(4);
  return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static void load(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail("the file cannot be read");
  long size = ftell(file);
  rewind(file);
  uint8_t *bytes = need(malloc((size_t)size + 1));
  if (fread(bytes, 1, (size_t)size, file) != (size_t)size) fail("the file cannot be read");
  fclose(file);
  at = bytes;
  end = bytes + size;
}

static void hash(const uint8_t *data, size_t length, uint8_t *out) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, data, length);
  SHA256_Final(out, &context);
}

static void padded(const Text *key, uint8_t with, SHA256_CTX *out) {
  uint8_t block[BLOCK] = {0};
  if (key->length > BLOCK) hash(key->bytes, key->length, block);
  else memcpy(block, key->bytes, key->length);
  for (int i = 0; i < BLOCK; i++) block[i] ^= with;
  SHA256_Init(out);
  SHA256_Update(out, block, BLOCK);
}

static void hmac(const Keyed *key, const Text *text, uint8_t *out) {
  SHA256_CTX context = key->inner;
  SHA256_Update(&context, text->bytes, text->length);
  SHA256_Final(out, &context);
  context = key->outer;
  SHA256_Update(&context, out, HASH);
  SHA256_Final(out, &context);
}

static long long cpu(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: hashes FILE PASSES");
  load(argv[1]);
  int passes = atoi(argv[2]);
  if (passes < 1) fail("no passes");
  uint32_t keys = number(), count = number();
  Text *names = need(calloc(keys + 1, sizeof *names)), *texts = need(calloc(count + 1, sizeof *texts));
  Keyed *keyed = need(calloc(keys + 1, sizeof *keyed));
  uint8_t *out = need(calloc(count + 1, HASH)), digest[HASH];
  for (uint32_t i = 0; i < keys; i++) {
    names[i].length = number();
    names[i].bytes = take(names[i].length);
  }
  for (uint32_t i = 0; i < count; i++) {
    texts[i].key = number();
    if (texts[i].key > keys) fail("a message has a key that is not there");
    texts[i].length = number();
    texts[i].bytes = take(texts[i].length);
  }
  long long begin = cpu();
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t i = 0; i < keys; i++) {
      padded(&names[i], 0x36, &keyed[i].inner);
      padded(&names[i], 0x5c, &keyed[i].outer);
    }
    for (uint32_t i = 0; i < count; i++) {
      const Text *text = &texts[i];
      if (text->key == 0) hash(text->bytes, text->length, out + (size_t)i * HASH);
      else hmac(&keyed[text->key - 1], text, out + (size_t)i * HASH);
    }
  }
  printf("%lld ", (cpu() - begin) / passes);
  hash(out, (size_t)count * HASH, digest);
  for (int i = 0; i < HASH; i++) printf("%02x", digest[i]);
  printf("\n");
  return 0;
}
