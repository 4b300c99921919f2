/*
 * Sends SNMPv2c notifications to 127.0.0.1, for measuring receivers. linkDown with seven varbinds, some 200 octets.
 *
 *   trap-sender -p PORT -n COUNT -r RATE      traps, RATE a second; says "sent COUNT seconds S"
 *   trap-sender -p PORT -n COUNT -w WINDOW    informs, WINDOW of them unanswered at a time; says "acknowledged COUNT seconds S unanswered U"
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 512, GIVE_UP = 2000 /* milliseconds without any answer */ };

static unsigned char message[MOST];
static int length;
static int request_at; /* where the four octets of the request-id are */

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

/* The message is written from its end to its front, so that every length is known when it is needed. */
static int at = MOST;
static void octets(const void *from, int count) {
  at -= count;
  memcpy(message + at, from, count);
}
static void wrap(int tag, int since) {
  int inside = since - at;
  if (inside > 255) octets((unsigned char[]){0x82, inside >> 8, inside & 255}, 3);
  else if (inside > 127) octets((unsigned char[]){0x81, inside}, 2);
  else octets((unsigned char[]){inside}, 1);
  octets((unsigned char[]){tag}, 1);
}
static void element(int tag, const void *from, int count) {
  int since = at;
  octets(from, count);
  wrap(tag, since);
}
static void varbind(const void *oid, int oid_length, int tag, const void *value, int value_length) {
  int since = at;
  element(tag, value, value_length);
  element(6, oid, oid_length);
  wrap(0x30, since);
}

static void build(int inform) {
  static const unsigned char up_time[] = {0x2b, 6, 1, 2, 1, 1, 3, 0}, trap_oid[] = {0x2b, 6, 1, 6, 3, 1, 1, 4, 1, 0},
                             link_down[] = {0x2b, 6, 1, 6, 3, 1, 1, 5, 3};
  unsigned char column[] = {0x2b, 6, 1, 2, 1, 2, 2, 1, 0, 7};
  static const char *name = "GigabitEthernet0/7", *alias = "uplink to the building's core";
  int since = at;
  column[8] = 18;
  unsigned char alias_oid[] = {0x2b, 6, 1, 2, 1, 31, 1, 1, 1, 18, 7};
  varbind(alias_oid, sizeof alias_oid, 4, alias, strlen(alias));
  column[8] = 2;
  varbind(column, sizeof column, 4, name, strlen(name));
  column[8] = 8;
  varbind(column, sizeof column, 2, "\2", 1);
  column[8] = 7;
  varbind(column, sizeof column, 2, "\1", 1);
  column[8] = 1;
  varbind(column, sizeof column, 2, "\7", 1);
  varbind(trap_oid, sizeof trap_oid, 6, link_down, sizeof link_down);
  varbind(up_time, sizeof up_time, 0x43, "\1\2\3", 3);
  wrap(0x30, since);
  element(2, "\0", 1);
  element(2, "\0", 1);
  element(2, "\1\0\0\0", 4);
  int request = at;
  wrap(inform ? 0xa6 : 0xa7, since);
  element(4, "public", 6);
  element(2, "\1", 1);
  wrap(0x30, MOST);
  length = MOST - at;
  request_at = request + 2 - at;
  memmove(message, message + at, length);
}

static void number(unsigned value) {
  /* The first octet keeps it positive and four octets long. */
  message[request_at] = 0x40 | (value >> 24 & 0x3f);
  message[request_at + 1] = value >> 16;
  message[request_at + 2] = value >> 8;
  message[request_at + 3] = value;
}

static void traps(int socket, long count, double rate) {
  double start = seconds();
  for (long sent = 0; sent < count;) {
    long due = (seconds() - start) * rate + 1;
    if (due > count) due = count;
    if (due <= sent) {
      /* Sleeping would make bursts of what is due after it. */
      if (rate < 20000) usleep(20);
      continue;
    }
    while (sent < due) {
      number(sent);
      if (send(socket, message, length, 0) == length) sent++;
      else if (errno != ENOBUFS && errno != ECONNREFUSED) exit(1);
    }
  }
  printf("sent %ld seconds %.6f\n", count, seconds() - start);
}

static void informs(int socket, long count, int window) {
  double start = seconds();
  long sent = 0, acknowledged = 0;
  unsigned char answer[2048];
  while (acknowledged < count) {
    while (sent < count && sent - acknowledged < window) {
      number(sent);
      if (send(socket, message, length, 0) != length) exit(1);
      sent++;
    }
    struct pollfd ready = {.fd = socket, .events = POLLIN};
    if (poll(&ready, 1, GIVE_UP) != 1) break;
    while (recv(socket, answer, sizeof answer, MSG_DONTWAIT) > 0) acknowledged++;
  }
  double took = seconds() - start;
  if (acknowledged < count) took -= GIVE_UP / 1000.0;
  printf("acknowledged %ld seconds %.6f unanswered %ld\n", acknowledged, took, sent - acknowledged);
}

int main(int argc, char **argv) {
  int port = 0, window = 0, option;
  long count = 0;
  double rate = 0;
  while ((option = getopt(argc, argv, "p:n:r:w:")) != -1) {
    if (option == 'p') port = atoi(optarg);
    else if (option == 'n') count = atol(optarg);
    else if (option == 'r') rate = atof(optarg);
    else if (option == 'w') window = atoi(optarg);
    else return 2;
  }
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int udp = socket(AF_INET, SOCK_DGRAM, 0);
  if (udp < 0 || connect(udp, (struct sockaddr *)&to, sizeof to) != 0) return 1;
  build(window > 0);
  if (window > 0) informs(udp, count, window);
  else traps(udp, count, rate);
  return 0;
}
