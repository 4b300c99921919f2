/*
 * A client of an echo server for measurements, as plain as one can be: blocking sockets, messages of 64 octets, each compared when it comes back.
 *
 *   echo-client tcp|udp PORT MESSAGES IN_FLIGHT   prints "SECONDS P99_IN_MICROSECONDS"
 *   echo-client idle PORT CONNECTIONS             prints "open COUNT" and holds them until its input ends
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { size = 64, most_in_flight = 1024 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void check(int ok, const char *what) {
  if (ok) return;
  perror(what);
  exit(1);
}

static int connected(int type, int port) {
  int one = 1;
  int fd = socket(AF_INET, type, 0);
  check(fd >= 0, "socket");
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  check(connect(fd, (struct sockaddr *)&to, sizeof to) == 0, "connect");
  if (type == SOCK_STREAM) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static void fill(uint8_t *message, uint64_t number) {
  memset(message, (int)(number * 31), size);
  memcpy(message, &number, sizeof number);
}

static int by_size(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

static void hold(int port, int count) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  for (int i = 0; i < count; i++) connected(SOCK_STREAM, port);
  printf("open %d\n", count);
  fflush(stdout);
  char octet;
  while (read(0, &octet, 1) > 0) continue;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int port = atoi(argv[2]);
  if (strcmp(argv[1], "idle") == 0) {
    hold(port, atoi(argv[3]));
    return 0;
  }
  int is_tcp = strcmp(argv[1], "tcp") == 0;
  uint64_t messages = strtoull(argv[3], NULL, 10);
  uint64_t in_flight = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
  if (in_flight > most_in_flight) return 2;
  static double sent_at[most_in_flight];
  static uint8_t out[most_in_flight * size], in[1 << 16], expected[size];
  double *trips = malloc(messages * sizeof *trips);
  int fd = connected(is_tcp ? SOCK_STREAM : SOCK_DGRAM, port);
  struct timeval patience = {.tv_sec = 5};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  uint64_t sent = 0, answered = 0;
  size_t held = 0;
  /* socat makes a process for each client, which takes what comes once it is there. */
  fill(out, 0);
  check(send(fd, out, size, 0) == size, "send");
  for (size_t got = 0; got < size;) {
    ssize_t some = recv(fd, in, sizeof in, 0);
    check(some > 0, "recv");
    got += some;
  }
  double started = now();
  while (answered < messages) {
    uint64_t count = in_flight - (sent - answered);
    if (count > messages - sent) count = messages - sent;
    double at = now();
    for (uint64_t i = 0; i < count; i++) {
      fill(out + i * size, sent + i);
      sent_at[(sent + i) % most_in_flight] = at;
      if (!is_tcp) check(send(fd, out + i * size, size, 0) == size, "send");
    }
    for (size_t done = 0; is_tcp && done < count * size;) {
      ssize_t some = send(fd, out + done, count * size - done, 0);
      check(some > 0, "send");
      done += some;
    }
    sent += count;
    ssize_t got = recv(fd, in + held, sizeof in - held, 0);
    check(got > 0, "recv");
    held += got;
    at = now();
    size_t taken = 0;
    for (; held - taken >= size; taken += size) {
      fill(expected, answered);
      if (memcmp(expected, in + taken, size) != 0) {
        fprintf(stderr, "message %llu is not as it was\n", (unsigned long long)answered);
        return 1;
      }
      trips[answered] = at - sent_at[answered % most_in_flight];
      answered++;
    }
    memmove(in, in + taken, held - taken);
    held -= taken;
  }
  double seconds = (now() - started) / 1e6;
  qsort(trips, messages, sizeof *trips, by_size);
  printf("%f %f\n", seconds, trips[(uint64_t)(messages * 0.99)]);
  return 0;
}
