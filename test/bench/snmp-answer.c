/* The objects of the agent for measurements, and its answers to requests. */
#include "snmp-answer.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GET = 0xa0, GET_NEXT = 0xa1, RESPONSE = 0xa2, GET_BULK = 0xa5 };
enum { INTEGER = 0x02, OCTETS = 0x04, OID = 0x06, SEQUENCE = 0x30, COUNTER = 0x41, GAUGE = 0x42, TICKS = 0x43 };
enum { NO_SUCH_OBJECT = 0x80, END_OF_MIB_VIEW = 0x82 };
enum { TOO_BIG = 1, NO_SUCH_NAME = 2 };
/* Varbinds of a request; room in front of an answer for its header; places to remember where walks are. */
enum { ASKED = 256, HEADER = 320, HINTS = 4096 };

typedef struct {
  const uint8_t *at;
  const uint8_t *end;
} span;

/* Where an object's varbind lies in `octets`, and its OID in that. */
typedef struct {
  uint32_t start;
  uint16_t length;
  uint8_t oid;
  uint8_t oid_length;
} object;

static object *objects;
static int count;
static uint8_t *octets;
static uint32_t used;

/* ---- Encoding ---- */

static int length_size(unsigned n) { return n < 0x80 ? 1 : n < 0x100 ? 2 : 3; }

static uint8_t *put_length(uint8_t *p, unsigned n) {
  if (n >= 0x100) {
    *p++ = 0x82;
    *p++ = (uint8_t)(n >> 8);
  } else if (n >= 0x80) {
    *p++ = 0x81;
  }
  *p++ = (uint8_t)n;
  return p;
}

static uint8_t *put(uint8_t *p, uint8_t tag, const void *value, unsigned n) {
  *p++ = tag;
  p = put_length(p, n);
  memcpy(p, value, n);
  return p + n;
}

static int number(uint8_t *p, int64_t value) {
  int n = 1;
  while (n < 8 && (value >> (8 * n - 1)) != 0 && (value >> (8 * n - 1)) != -1) n++;
  for (int i = 0; i < n; i++) p[i] = (uint8_t)(value >> (8 * (n - 1 - i)));
  return n;
}

static int base128(uint8_t *p, uint32_t arc) {
  int n = 1;
  while (n < 5 && arc >> (7 * n)) n++;
  for (int i = 0; i < n; i++) p[i] = (uint8_t)(((arc >> (7 * (n - 1 - i))) & 0x7f) | (i < n - 1 ? 0x80 : 0));
  return n;
}

static uint8_t *put_varbind(uint8_t *p, const uint8_t *oid, unsigned oid_length, uint8_t tag, const void *value, unsigned n) {
  *p++ = SEQUENCE;
  p = put_length(p, 1 + length_size(oid_length) + oid_length + 1 + length_size(n) + n);
  return put(put(p, OID, oid, oid_length), tag, value, n);
}

/* Adds the object `prefix`.`column`.`row`, or `prefix`.`column`.0. Objects are added in order. */
static void add(const char *prefix, int prefix_length, uint32_t column, uint32_t row, uint8_t tag, const void *value, int n) {
  uint8_t oid[32];
  memcpy(oid, prefix, prefix_length);
  int oid_length = prefix_length;
  oid_length += base128(oid + oid_length, column);
  oid_length += base128(oid + oid_length, row);
  uint8_t *start = octets + used;
  uint8_t *end = put_varbind(start, oid, oid_length, tag, value, n);
  unsigned head = 1 + length_size(1 + 1 + oid_length + 1 + length_size(n) + n) + 2;
  objects[count++] = (object){used, (uint16_t)(end - start), (uint8_t)head, (uint8_t)oid_length};
  used += (uint32_t)(end - start);
}

static void add_number(const char *prefix, int length, uint32_t column, uint32_t row, uint8_t tag, int64_t value) {
  uint8_t bytes[8];
  add(prefix, length, column, row, tag, bytes, number(bytes, value));
}

static void add_text(const char *prefix, int length, uint32_t column, uint32_t row, const char *text) {
  add(prefix, length, column, row, OCTETS, text, (int)strlen(text));
}

static const char system_group[] = {0x2b, 6, 1, 2, 1, 1};
static const char interfaces[] = {0x2b, 6, 1, 2, 1, 2};
static const char if_entry[] = {0x2b, 6, 1, 2, 1, 2, 2, 1};

static void add_cell(int column, uint32_t row) {
  const int length = sizeof if_entry;
  char text[48];
  switch (column) {
    case 1: /* ifIndex */
      return add_number(if_entry, length, column, row, INTEGER, row);
    case 2: /* ifDescr */
      snprintf(text, sizeof text, "TenGigabitEthernet%u/%u", row / 64, row % 64);
      return add_text(if_entry, length, column, row, text);
    case 3: /* ifType: ethernetCsmacd */
      return add_number(if_entry, length, column, row, INTEGER, 6);
    case 4: /* ifMtu */
      return add_number(if_entry, length, column, row, INTEGER, 9000);
    case 5: /* ifSpeed */
      return add_number(if_entry, length, column, row, GAUGE, 4294967295u);
    case 6: { /* ifPhysAddress */
      uint8_t mac[6] = {2, 0, 0x5e, (uint8_t)(row >> 16), (uint8_t)(row >> 8), (uint8_t)row};
      return add(if_entry, length, column, row, OCTETS, mac, 6);
    }
    case 7: /* ifAdminStatus, ifOperStatus: up, down */
    case 8:
      return add_number(if_entry, length, column, row, INTEGER, row % 5 == 0 ? 2 : 1);
    case 9: /* ifLastChange */
      return add_number(if_entry, length, column, row, TICKS, (uint32_t)(row * 1361u));
    case 21: /* ifOutQLen */
      return add_number(if_entry, length, column, row, GAUGE, 0);
    case 22: /* ifSpecific: 0.0 */
      return add(if_entry, length, column, row, OID, "", 1);
    default: /* counters, of all sizes */
      return add_number(if_entry, length, column, row, COUNTER, (uint32_t)((row * 22u + column) * 2246822519u));
  }
}

int build_objects(uint32_t rows) {
  const int length = sizeof system_group;
  objects = malloc((16 + (size_t)rows * 22) * sizeof *objects);
  octets = malloc(4096 + (size_t)rows * 22 * 56);
  if (objects == NULL || octets == NULL) exit(1);
  add_text(system_group, length, 1, 0, "Agent for measurements, release 1, nothing behind it");
  add(system_group, length, 2, 0, OID, "\x2b\x06\x01\x04\x01\x81\xfd\x59\x01", 9);
  add_number(system_group, length, 3, 0, TICKS, 360000000);
  add_text(system_group, length, 4, 0, "noc@example.org");
  add_text(system_group, length, 5, 0, "measured");
  add_text(system_group, length, 6, 0, "Rack 12");
  add_number(system_group, length, 7, 0, INTEGER, 72);
  add_number(interfaces, sizeof interfaces, 1, 0, INTEGER, rows);
  for (int column = 1; column <= 22; column++)
    for (uint32_t row = 1; row <= rows; row++) add_cell(column, row);
  return count;
}

/* ---- Looking up ---- */

static const uint8_t *oid_of(int i) { return octets + objects[i].start + objects[i].oid; }

/* Compares encoded OIDs by arcs: where they first differ, the arc of more octets is the greater, else the octets decide. */
static int compare(const uint8_t *a, int a_length, const uint8_t *b, int b_length) {
  int n = a_length < b_length ? a_length : b_length;
  int i = 0;
  while (i < n && a[i] == b[i]) i++;
  if (i == n) return a_length - b_length;
  int a_end = i, b_end = i;
  while (a_end < a_length && a[a_end] & 0x80) a_end++;
  while (b_end < b_length && b[b_end] & 0x80) b_end++;
  return a_end != b_end ? a_end - b_end : a[i] - b[i];
}

static int hints[HINTS];

static unsigned hash(const uint8_t *oid, int length) {
  uint32_t h = 2166136261u;
  for (int i = 0; i < length; i++) h = (h ^ oid[i]) * 16777619u;
  return (h ^ h >> 15) % HINTS;
}

/* Where an answer ended, the next question of a walk begins. */
static void remember(int i) { hints[hash(oid_of(i), objects[i].oid_length)] = i; }

/* Position of the first object behind an OID. */
static int behind(const uint8_t *oid, int length) {
  int hint = hints[hash(oid, length)];
  if (objects[hint].oid_length == length && memcmp(oid_of(hint), oid, length) == 0) return hint + 1;
  int low = 0, high = count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (compare(oid_of(middle), objects[middle].oid_length, oid, length) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* ---- Decoding ---- */

/* The element at the front of `in`, which then begins behind it. Its tag, or -1. */
static int element(span *in, span *content) {
  if (in->end - in->at < 2) return -1;
  int tag = *in->at++;
  unsigned n = *in->at++;
  if (n & 0x80) {
    int more = n & 0x7f;
    if (more < 1 || more > 3 || in->end - in->at < more) return -1;
    for (n = 0; more > 0; more--) n = n << 8 | *in->at++;
  }
  if ((size_t)(in->end - in->at) < n) return -1;
  *content = (span){in->at, in->at + n};
  in->at += n;
  return tag;
}

static int integer(span *in, int32_t *value) {
  span content;
  if (element(in, &content) != INTEGER || content.at == content.end || content.end - content.at > 4) return 0;
  uint32_t bits = *content.at & 0x80 ? UINT32_MAX : 0;
  while (content.at < content.end) bits = bits << 8 | *content.at++;
  *value = (int32_t)bits;
  return 1;
}

/* ---- Answering ---- */

typedef struct {
  const uint8_t *oid;
  int length;
} name;

typedef struct {
  uint8_t *at;
  uint8_t *end;
} body;

static int copy(body *out, int i) {
  const object *o = &objects[i];
  if (out->end - out->at < o->length) return 0;
  memcpy(out->at, octets + o->start, o->length);
  out->at += o->length;
  return 1;
}

static int exception(body *out, name asked, uint8_t tag) {
  if (out->end - out->at < asked.length + 16) return 0;
  out->at = put_varbind(out->at, asked.oid, asked.length, tag, "", 0);
  return 1;
}

/* One varbind for GetNext and for a step of GetBulk; `asked` becomes its name. */
static int step(body *out, name *asked, int *next) {
  if (*next >= count) return exception(out, *asked, END_OF_MIB_VIEW);
  if (!copy(out, *next)) return 0;
  *asked = (name){oid_of(*next), objects[*next].oid_length};
  ++*next;
  return 1;
}

static void bulk(body *out, name *asked, int n, int singles, int repetitions) {
  int next[ASKED];
  for (int i = 0; i < n; i++) next[i] = behind(asked[i].oid, asked[i].length);
  for (int i = 0; i < singles; i++)
    if (!step(out, &asked[i], &next[i])) return;
  for (int row = 0; row < repetitions; row++) {
    int live = 0;
    for (int i = singles; i < n; i++) {
      live |= next[i] < count;
      if (!step(out, &asked[i], &next[i])) goto full;
    }
    if (!live) break;
  }
full:
  for (int i = singles; i < n; i++)
    if (next[i] > 0 && next[i] < count) remember(next[i] - 1);
}

int answer(const uint8_t *in, int length, int max_message, uint8_t *out, uint8_t **start) {
  span all = {in, in + length}, message, community, pdu, list;
  int32_t version, request_id, first, second;
  if (element(&all, &message) != SEQUENCE || !integer(&message, &version) || version < 0 || version > 1) return 0;
  if (element(&message, &community) != OCTETS || community.end - community.at > 200) return 0;
  int type = element(&message, &pdu);
  if (type != GET && type != GET_NEXT && (type != GET_BULK || version == 0)) return 0;
  if (!integer(&pdu, &request_id) || !integer(&pdu, &first) || !integer(&pdu, &second)) return 0;
  if (element(&pdu, &list) != SEQUENCE) return 0;
  span requested = list;
  name asked[ASKED];
  int n = 0;
  for (span varbind, oid; list.at < list.end; n++) {
    if (n == ASKED || element(&list, &varbind) != SEQUENCE || element(&varbind, &oid) != OID) return 0;
    if (oid.at == oid.end || oid.end - oid.at > 200) return 0;
    asked[n] = (name){oid.at, (int)(oid.end - oid.at)};
  }

  uint8_t *varbinds = out + HEADER;
  body at = {varbinds, out + max_message - 40};
  int error = 0, place = 0;
  if (type == GET_BULK) {
    int singles = first < 0 ? 0 : first > n ? n : first;
    bulk(&at, asked, n, singles, second);
  } else {
    for (int i = 0; i < n && error == 0; i++) {
      int next = behind(asked[i].oid, asked[i].length);
      int there = type == GET ? next > 0 && compare(oid_of(next - 1), objects[next - 1].oid_length, asked[i].oid, asked[i].length) == 0
                              : next < count;
      int fits = there           ? copy(&at, type == GET ? next - 1 : next)
                 : version == 0 ? (error = NO_SUCH_NAME, 1)
                                 : exception(&at, asked[i], type == GET ? NO_SUCH_OBJECT : END_OF_MIB_VIEW);
      if (!fits) error = TOO_BIG;
      if (error == NO_SUCH_NAME) place = i + 1;
      if (there && type == GET_NEXT) remember(next);
    }
  }
  if (error != 0) {
    at.at = varbinds;
    if (version == 0) {
      memcpy(varbinds, requested.at, requested.end - requested.at);
      at.at += requested.end - requested.at;
    }
  }

  /* The header, first on its own, then right in front of the varbinds. */
  unsigned size = (unsigned)(at.at - varbinds);
  uint8_t id[8], numbers[40], head[HEADER];
  uint8_t *p = put(numbers, INTEGER, id, number(id, request_id));
  p = put(p, INTEGER, &(uint8_t){(uint8_t)error}, 1);
  p = put(p, INTEGER, id, number(id, place));
  *p++ = SEQUENCE;
  p = put_length(p, size);
  unsigned numbers_size = (unsigned)(p - numbers);
  unsigned pdu_size = numbers_size + size;
  unsigned community_size = (unsigned)(community.end - community.at);
  p = head;
  *p++ = SEQUENCE;
  p = put_length(p, 3 + 1 + length_size(community_size) + community_size + 1 + length_size(pdu_size) + pdu_size);
  p = put(p, INTEGER, &(uint8_t){(uint8_t)version}, 1);
  p = put(p, OCTETS, community.at, community_size);
  *p++ = RESPONSE;
  p = put_length(p, pdu_size);
  memcpy(p, numbers, numbers_size);
  unsigned head_size = (unsigned)(p - head) + numbers_size;
  *start = varbinds - head_size;
  memcpy(*start, head, head_size);
  return (int)(head_size + size);
}
