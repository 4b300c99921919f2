/*
 * An SNMPv1 and v2c agent for measurements, on loopback. Every varbind is encoded before the first request comes: the system group and
 * an ifTable of ROWS x 22. It is to be faster than whoever asks it, so that the asking is measured.
 *
 *   snmp-agent [-b ADDRESS] [-p PORT] [-r ROWS] [-d MICROSECONDS] [-m OCTETS]
 *
 *   -b  address to bind; with 0.0.0.0 every 127.x.y.z is an agent and answers from the address that was asked
 *   -p  port; 0 takes a free one
 *   -d  how long every answer waits before it leaves: a round trip time
 *   -m  octets of the largest answer
 *
 * Says "ready PORT OBJECTS" on standard output. On SIGTERM it says "requests N answers N cpu SECONDS" and ends. Datagrams from other
 * machines are not answered.
 */
#define _GNU_SOURCE
#include "snmp-answer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Datagrams of one system call; octets of a request and of what comes with it; answers that wait. */
enum { BATCH = 32, REQUEST = 2048, CONTROL = 64, QUEUE = 1 << 17 };

static int max_message = 65000;
static volatile sig_atomic_t stopped;

typedef struct {
  struct sockaddr_in to;
  struct in_addr from;
  uint8_t *bytes;
  int length;
  uint64_t due;
} reply;

static int port_socket;
static uint64_t requests, answers;

static uint64_t microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Sends from the address that was asked. */
static void send_all(reply *replies, int n) {
  static char control[BATCH][CONTROL] __attribute__((aligned(16)));
  struct mmsghdr messages[BATCH];
  struct iovec parts[BATCH];
  for (int i = 0; i < n; i++) {
    parts[i] = (struct iovec){replies[i].bytes, (size_t)replies[i].length};
    messages[i].msg_hdr = (struct msghdr){.msg_name = &replies[i].to,
                                          .msg_namelen = sizeof replies[i].to,
                                          .msg_iov = &parts[i],
                                          .msg_iovlen = 1,
                                          .msg_control = control[i],
                                          .msg_controllen = CMSG_SPACE(sizeof(struct in_pktinfo))};
    struct cmsghdr *info = CMSG_FIRSTHDR(&messages[i].msg_hdr);
    *info = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo)), .cmsg_level = IPPROTO_IP, .cmsg_type = IP_PKTINFO};
    *(struct in_pktinfo *)CMSG_DATA(info) = (struct in_pktinfo){.ipi_spec_dst = replies[i].from};
  }
  for (int sent = 0; sent < n;) {
    int more = sendmmsg(port_socket, messages + sent, (unsigned)(n - sent), 0);
    if (more > 0) answers += (uint64_t)more;
    /* What the system refuses is lost, as on a wire. */
    sent += more > 0 ? more : 1;
  }
}

static struct in_addr asked_address(struct msghdr *message) {
  for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c))
    if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) return ((struct in_pktinfo *)CMSG_DATA(c))->ipi_addr;
  return (struct in_addr){htonl(INADDR_LOOPBACK)};
}

/* Answers everything that waits, at most BATCH; how many replies that made. */
static int receive(reply *replies, int flags) {
  static uint8_t in[BATCH][REQUEST], out[BATCH][ANSWER];
  static char control[BATCH][CONTROL] __attribute__((aligned(16)));
  struct mmsghdr messages[BATCH];
  struct sockaddr_in from[BATCH];
  struct iovec parts[BATCH];
  for (int i = 0; i < BATCH; i++) {
    parts[i] = (struct iovec){in[i], REQUEST};
    messages[i].msg_hdr = (struct msghdr){.msg_name = &from[i],
                                          .msg_namelen = sizeof from[i],
                                          .msg_iov = &parts[i],
                                          .msg_iovlen = 1,
                                          .msg_control = control[i],
                                          .msg_controllen = CONTROL};
  }
  int n = recvmmsg(port_socket, messages, BATCH, flags, NULL), made = 0;
  for (int i = 0; i < n; i++) {
    requests++;
    if (ntohl(from[i].sin_addr.s_addr) >> 24 != 127) continue;
    reply *r = &replies[made];
    r->length = answer(in[i], (int)messages[i].msg_len, max_message, out[i], &r->bytes);
    r->to = from[i];
    r->from = asked_address(&messages[i].msg_hdr);
    if (r->length > 0) made++;
  }
  return made;
}

static void serve(void) {
  reply replies[BATCH];
  while (!stopped) {
    int n = receive(replies, MSG_WAITFORONE);
    if (n > 0) send_all(replies, n);
  }
}

/* As all wait equally long, the answers leave in the order in which they were made. */
static void serve_later(uint64_t delay) {
  reply *queue = calloc(QUEUE, sizeof *queue), replies[BATCH];
  unsigned head = 0, tail = 0;
  if (queue == NULL) exit(1);
  prctl(PR_SET_TIMERSLACK, 1UL);
  while (!stopped) {
    uint64_t now = microseconds();
    uint64_t wait = head == tail || queue[head % QUEUE].due <= now ? 0 : queue[head % QUEUE].due - now;
    struct timespec timeout = {(time_t)(wait / 1000000), (long)(wait % 1000000) * 1000};
    ppoll(&(struct pollfd){port_socket, POLLIN, 0}, 1, head == tail ? NULL : &timeout, NULL);
    now = microseconds();
    while (head != tail && queue[head % QUEUE].due <= now) {
      int n = 0;
      for (; n < BATCH && head != tail && queue[head % QUEUE].due <= now; head++) replies[n++] = queue[head % QUEUE];
      send_all(replies, n);
      for (int i = 0; i < n; i++) free(replies[i].bytes);
    }
    int n = receive(replies, MSG_DONTWAIT);
    for (int i = 0; i < n && tail - head < QUEUE; i++) {
      uint8_t *kept = malloc((size_t)replies[i].length);
      if (kept == NULL) continue;
      memcpy(kept, replies[i].bytes, (size_t)replies[i].length);
      replies[i].bytes = kept;
      replies[i].due = microseconds() + delay;
      queue[tail++ % QUEUE] = replies[i];
    }
  }
}

static void stop(int signal) {
  (void)signal;
  stopped = 1;
}

int main(int argc, char **argv) {
  const char *address = "127.0.0.1";
  int port = 0, rows = 10000, option;
  long delay = 0;
  while ((option = getopt(argc, argv, "b:p:r:d:m:")) > 0) {
    if (option == 'b') address = optarg;
    else if (option == 'p') port = atoi(optarg);
    else if (option == 'r') rows = atoi(optarg);
    else if (option == 'd') delay = atol(optarg);
    else if (option == 'm') max_message = atoi(optarg);
    else return 2;
  }
  struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  if (rows < 0 || delay < 0 || max_message < 484 || max_message > 65000 || inet_pton(AF_INET, address, &own.sin_addr) != 1) return 2;
  int count = build_objects((uint32_t)rows);
  port_socket = socket(AF_INET, SOCK_DGRAM, 0);
  int yes = 1, buffer = 8 << 20;
  setsockopt(port_socket, IPPROTO_IP, IP_PKTINFO, &yes, sizeof yes);
  /* The limits of the system go for those who may not pass them. */
  if (setsockopt(port_socket, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer))
    setsockopt(port_socket, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  if (setsockopt(port_socket, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof buffer))
    setsockopt(port_socket, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  if (bind(port_socket, (struct sockaddr *)&own, sizeof own) != 0) {
    perror("bind");
    return 1;
  }
  socklen_t size = sizeof own;
  getsockname(port_socket, (struct sockaddr *)&own, &size);
  struct sigaction action = {.sa_handler = stop};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  printf("ready %d %d\n", ntohs(own.sin_port), count);
  fflush(stdout);
  if (delay > 0) serve_later((uint64_t)delay);
  else serve();
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  printf("requests %lu answers %lu cpu %.2f\n", (unsigned long)requests, (unsigned long)answers, cpu);
  return 0;
}
