/*
 * Node's own OpenSSL, for many short messages in one call. node:crypto takes .4 to 1 microsecond to cross from JavaScript to a hash
 * that OpenSSL makes in .1, and several to a cipher; this crosses once for a record. There is no cryptography in here but HMAC's two
 * hashes (RFC 2104): the rest is the library that Node has loaded already, whose functions are found when this is.
 *
 * Every length and place is checked against the array that it is in. What was hashed may be a name, and a key is a key: nothing of
 * either stays behind.
 */
#define NAPI_VERSION 8
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* As openssl/sha.h has it in all versions, and BoringSSL too; Node comes without its headers on some systems. */
typedef struct {
  uint32_t state[8], low, high, block[16];
  unsigned int used, length;
} SHA256_CTX;
int SHA256_Init(SHA256_CTX *context);
int SHA256_Update(SHA256_CTX *context, const void *data, size_t length);
int SHA256_Final(unsigned char *out, SHA256_CTX *context);
void OPENSSL_cleanse(void *bytes, size_t length);
/* openssl/evp.h of OpenSSL 3, which is Node's since 18. */
typedef struct evp_cipher_st EVP_CIPHER;
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
EVP_CIPHER *EVP_CIPHER_fetch(void *library, const char *algorithm, const char *properties);
void EVP_CIPHER_free(EVP_CIPHER *cipher);
EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void);
void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *context);
int EVP_CIPHER_CTX_ctrl(EVP_CIPHER_CTX *context, int type, int length, void *bytes);
int EVP_CipherInit_ex(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, void *engine, const unsigned char *key, const unsigned char *iv, int encrypts);
int EVP_CipherUpdate(EVP_CIPHER_CTX *context, unsigned char *out, int *made, const unsigned char *data, int length);
int EVP_CipherFinal_ex(EVP_CIPHER_CTX *context, unsigned char *out, int *made);

enum { HASH = 32, BLOCK = 64, KEY = 32, NONCE = 12, COUNTER_AND_NONCE = 16, TAG = 16 };
enum { EVP_CTRL_AEAD_GET_TAG = 0x10, EVP_CTRL_AEAD_SET_TAG = 0x11 };
/* Lengths are ints in there, with room for a block. */
enum { MOST = 0x7fffff00 };

/* What one thread of Node has: ciphers are looked up once. */
typedef struct {
  EVP_CIPHER *stream, *aead;
  EVP_CIPHER_CTX *context;
} Ciphers;

typedef struct {
  uint8_t *at;
  size_t length;
} Bytes;

static napi_value refuse(napi_env env, const char *what) {
  napi_throw_range_error(env, NULL, what);
  return NULL;
}

static bool arguments(napi_env env, napi_callback_info info, size_t count, napi_value *out) {
  size_t given = count;
  return napi_get_cb_info(env, info, &given, out, NULL, NULL) == napi_ok && given == count;
}

/* A Uint8Array, or a Buffer, which is one. */
static bool bytesOf(napi_env env, napi_value value, Bytes *out) {
  napi_typedarray_type type;
  void *at;
  if (napi_get_typedarray_info(env, value, &type, &out->length, &at, NULL, NULL) != napi_ok) return false;
  out->at = at;
  return type == napi_uint8_array;
}

static bool numberOf(napi_env env, napi_value value, uint32_t *out) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok || !(number >= 0 && number <= UINT32_MAX)) return false;
  *out = (uint32_t)number;
  return *out == number;
}

/* Where each of some messages ends: a Uint32Array that ascends, and stays within the bytes. */
static bool endsOf(napi_env env, napi_value value, uint32_t count, const Bytes *data, const uint32_t **out) {
  napi_typedarray_type type;
  size_t length;
  void *at;
  if (napi_get_typedarray_info(env, value, &type, &length, &at, NULL, NULL) != napi_ok) return false;
  if (type != napi_uint32_array || count > length) return false;
  const uint32_t *ends = at;
  uint32_t before = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (ends[i] < before || ends[i] > data->length) return false;
    before = ends[i];
  }
  *out = ends;
  return true;
}

static const char CHANGED[] = "The ends of messages were written over while these were hashed.";

/* Read once more: what was written since may have been the ends, by `out` itself or by a thread that shares them. */
static bool isNext(const uint32_t *ends, uint32_t i, uint32_t from, const Bytes *data, uint32_t *end) {
  *end = *(const volatile uint32_t *)&ends[i];
  return *end >= from && *end <= data->length;
}

static bool hasRoom(const Bytes *out, uint32_t at, uint64_t needed) {
  return at <= out->length && needed <= out->length - at;
}

static void hash(SHA256_CTX *context, const uint8_t *data, size_t length, uint8_t *out) {
  SHA256_Init(context);
  SHA256_Update(context, data, length);
  SHA256_Final(out, context);
}

/* sha256(data, out, at): one message. */
static napi_value sha256(napi_env env, napi_callback_info info) {
  napi_value given[3];
  Bytes data, out;
  uint32_t at;
  if (!arguments(env, info, 3, given) || !bytesOf(env, given[0], &data) || !bytesOf(env, given[1], &out) ||
      !numberOf(env, given[2], &at) || !hasRoom(&out, at, HASH))
    return refuse(env, "sha256 takes bytes, and a place with room for a hash.");
  SHA256_CTX context;
  uint8_t made[HASH];
  hash(&context, data.at, data.length, made);
  memcpy(out.at + at, made, HASH);
  OPENSSL_cleanse(&context, sizeof context);
  return NULL;
}

/* sha256Many(data, ends, count, out, at): messages that stand one after the other, to hashes that do. */
static napi_value sha256Many(napi_env env, napi_callback_info info) {
  napi_value given[5];
  Bytes data, out;
  uint32_t count, at;
  const uint32_t *ends;
  if (!arguments(env, info, 5, given) || !bytesOf(env, given[0], &data) || !numberOf(env, given[2], &count) ||
      !endsOf(env, given[1], count, &data, &ends) || !bytesOf(env, given[3], &out) || !numberOf(env, given[4], &at) ||
      !hasRoom(&out, at, (uint64_t)HASH * count))
    return refuse(env, "sha256Many takes bytes, where each message ends, how many, and a place with room for their hashes.");
  SHA256_CTX context;
  uint32_t from = 0, i = 0;
  for (uint32_t end; i < count && isNext(ends, i, from, &data, &end); from = end, i++)
    hash(&context, data.at + from, end - from, out.at + at + (size_t)HASH * i);
  OPENSSL_cleanse(&context, sizeof context);
  return i == count ? NULL : refuse(env, CHANGED);
}

/* sha256Rows(first, data, from, size, count, out, at): rows of one size, each behind the byte `first`. A row is read before its hash is written. */
static napi_value sha256Rows(napi_env env, napi_callback_info info) {
  napi_value given[7];
  Bytes data, out;
  uint32_t first, from, size, count, at;
  if (!arguments(env, info, 7, given) || !numberOf(env, given[0], &first) || first > 255 ||
      !bytesOf(env, given[1], &data) || !numberOf(env, given[2], &from) || !numberOf(env, given[3], &size) ||
      !numberOf(env, given[4], &count) || !hasRoom(&data, from, (uint64_t)size * count) ||
      !bytesOf(env, given[5], &out) || !numberOf(env, given[6], &at) || !hasRoom(&out, at, (uint64_t)HASH * count))
    return refuse(env, "sha256Rows takes a byte, rows, where they begin, their size and number, and a place with room for their hashes.");
  const uint8_t prefix = (uint8_t)first;
  SHA256_CTX context;
  for (uint32_t i = 0; i < count; i++) {
    SHA256_Init(&context);
    SHA256_Update(&context, &prefix, 1);
    SHA256_Update(&context, data.at + from + (size_t)size * i, size);
    SHA256_Final(out.at + at + (size_t)HASH * i, &context);
  }
  OPENSSL_cleanse(&context, sizeof context);
  return NULL;
}

static void padded(const uint8_t *key, size_t length, uint8_t with, SHA256_CTX *out) {
  uint8_t block[BLOCK] = {0};
  if (length > BLOCK) hash(out, key, length, block);
  else if (length > 0) memcpy(block, key, length);
  for (int i = 0; i < BLOCK; i++) block[i] ^= with;
  SHA256_Init(out);
  SHA256_Update(out, block, BLOCK);
  OPENSSL_cleanse(block, sizeof block);
}

/* hmacSha256Many(key, data, ends, count, out, at, width): the first `width` bytes of the HMAC of each message, one after the other. */
static napi_value hmacSha256Many(napi_env env, napi_callback_info info) {
  napi_value given[7];
  Bytes key, data, out;
  uint32_t count, at, width;
  const uint32_t *ends;
  if (!arguments(env, info, 7, given) || !bytesOf(env, given[0], &key) || !bytesOf(env, given[1], &data) ||
      !numberOf(env, given[3], &count) || !endsOf(env, given[2], count, &data, &ends) ||
      !bytesOf(env, given[4], &out) || !numberOf(env, given[5], &at) || !numberOf(env, given[6], &width) ||
      width > HASH || !hasRoom(&out, at, (uint64_t)width * count))
    return refuse(env, "hmacSha256Many takes a key, bytes, where each message ends, how many, a place with room, and a width.");
  SHA256_CTX inner, outer, context;
  uint8_t made[HASH];
  padded(key.at, key.length, 0x36, &inner);
  padded(key.at, key.length, 0x5c, &outer);
  uint32_t from = 0, i = 0;
  for (uint32_t end; i < count && isNext(ends, i, from, &data, &end); from = end, i++) {
    context = inner;
    SHA256_Update(&context, data.at + from, end - from);
    SHA256_Final(made, &context);
    context = outer;
    SHA256_Update(&context, made, HASH);
    SHA256_Final(made, &context);
    if (width > 0) memcpy(out.at + at + (size_t)width * i, made, width);
  }
  OPENSSL_cleanse(&inner, sizeof inner);
  OPENSSL_cleanse(&outer, sizeof outer);
  OPENSSL_cleanse(&context, sizeof context);
  OPENSSL_cleanse(made, sizeof made);
  return i == count ? NULL : refuse(env, CHANGED);
}

static Ciphers *ciphersOf(napi_env env) {
  void *ciphers = NULL;
  napi_get_instance_data(env, &ciphers);
  return ciphers;
}

/* No key stays in the context. */
static void forget(const Ciphers *ciphers, const EVP_CIPHER *cipher) {
  static const uint8_t zeros[KEY] = {0};
  EVP_CipherInit_ex(ciphers->context, cipher, NULL, zeros, zeros, 1);
}

/* keystream(key, out): ChaCha20 (RFC 8439) under a nonce of zeros from block 0 on, over the bytes that are there. */
static napi_value keystream(napi_env env, napi_callback_info info) {
  static const uint8_t zeros[COUNTER_AND_NONCE] = {0};
  napi_value given[2];
  Bytes key, out;
  if (!arguments(env, info, 2, given) || !bytesOf(env, given[0], &key) || key.length != KEY ||
      !bytesOf(env, given[1], &out) || out.length > MOST)
    return refuse(env, "keystream takes a key of 32 bytes, and bytes.");
  const Ciphers *ciphers = ciphersOf(env);
  int made = 0;
  bool isDone = EVP_CipherInit_ex(ciphers->context, ciphers->stream, NULL, key.at, zeros, 1) == 1 &&
                EVP_CipherUpdate(ciphers->context, out.at, &made, out.at, (int)out.length) == 1 && (size_t)made == out.length;
  forget(ciphers, ciphers->stream);
  return isDone ? NULL : refuse(env, "OpenSSL makes no keystream.");
}

/*
 * aead(key, nonce, data, aad, out, encrypts): ChaCha20-Poly1305 (RFC 8439), the tag behind the ciphertext. True, or false where a
 * ciphertext is not authentic; then the plaintext is zeroed.
 */
static napi_value aead(napi_env env, napi_callback_info info) {
  napi_value given[6], answer;
  Bytes key, nonce, data, aad, out;
  bool encrypts;
  if (!arguments(env, info, 6, given) || !bytesOf(env, given[0], &key) || key.length != KEY ||
      !bytesOf(env, given[1], &nonce) || nonce.length != NONCE || !bytesOf(env, given[2], &data) || data.length > MOST ||
      !bytesOf(env, given[3], &aad) || aad.length > MOST || !bytesOf(env, given[4], &out) ||
      napi_get_value_bool(env, given[5], &encrypts) != napi_ok ||
      (encrypts ? out.length != data.length + TAG : data.length != out.length + TAG))
    return refuse(env, "aead takes a key of 32 bytes, a nonce of 12, data, associated data, a place that fits, and a direction.");
  const Ciphers *ciphers = ciphersOf(env);
  EVP_CIPHER_CTX *context = ciphers->context;
  const size_t length = encrypts ? data.length : out.length;
  int made = 0, last = 0, ignored;
  uint8_t nothing[BLOCK];
  bool isDone =
      EVP_CipherInit_ex(context, ciphers->aead, NULL, key.at, nonce.at, encrypts) == 1 &&
      (encrypts || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, TAG, data.at + length) == 1) &&
      (aad.length == 0 || EVP_CipherUpdate(context, NULL, &ignored, aad.at, (int)aad.length) == 1) &&
      (length == 0 || EVP_CipherUpdate(context, out.at, &made, data.at, (int)length) == 1) && (size_t)made == length &&
      EVP_CipherFinal_ex(context, nothing, &last) == 1 && last == 0 &&
      (!encrypts || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, TAG, out.at + length) == 1);
  forget(ciphers, ciphers->aead);
  if (!isDone && out.length > 0) memset(out.at, 0, out.length);
  return napi_get_boolean(env, isDone, &answer) == napi_ok ? answer : NULL;
}

static void release(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  Ciphers *ciphers = data;
  EVP_CIPHER_CTX_free(ciphers->context);
  EVP_CIPHER_free(ciphers->stream);
  EVP_CIPHER_free(ciphers->aead);
  free(ciphers);
}

NAPI_MODULE_INIT() {
  Ciphers *ciphers = calloc(1, sizeof *ciphers);
  if (ciphers == NULL) return NULL;
  ciphers->stream = EVP_CIPHER_fetch(NULL, "ChaCha20", NULL);
  ciphers->aead = EVP_CIPHER_fetch(NULL, "ChaCha20-Poly1305", NULL);
  ciphers->context = EVP_CIPHER_CTX_new();
  if (ciphers->stream == NULL || ciphers->aead == NULL || ciphers->context == NULL ||
      napi_set_instance_data(env, ciphers, release, NULL) != napi_ok) {
    release(env, ciphers, NULL);
    return refuse(env, "This OpenSSL has no ChaCha20-Poly1305.");
  }
  static const struct {
    const char *name;
    napi_callback call;
  } functions[] = {
    {"sha256", sha256},
    {"sha256Many", sha256Many},
    {"sha256Rows", sha256Rows},
    {"hmacSha256Many", hmacSha256Many},
    {"keystream", keystream},
    {"aead", aead},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_value function;
    if (napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].call, NULL, &function) != napi_ok ||
        napi_set_named_property(env, exports, functions[i].name, function) != napi_ok)
      return NULL;
  }
  return exports;
}
