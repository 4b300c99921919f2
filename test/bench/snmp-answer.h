#ifndef SNMP_ANSWER_H
#define SNMP_ANSWER_H

#include <stdint.h>

/* Octets of a buffer for an answer. */
enum { ANSWER = 65536 };

/* Makes the system group and an ifTable of so many rows; how many objects that is. */
int build_objects(uint32_t rows);

/*
 * Answers a datagram of SNMPv1 or v2c: Get, GetNext, GetBulk. The answer lies from `start` on in `out`, which has ANSWER octets, and has
 * `max_message` octets at most. Its length, or 0 where there is none.
 */
int answer(const uint8_t *in, int length, int max_message, uint8_t *out, uint8_t **start);

#endif
