/* libFuzzer: records that are sound but say anything, bytes written over them,
 * as a ring; what is read keeps run.h's promises. Input: a script of steps, each
 * a byte that chooses and what it takes. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/ring.h"
#include "capture/run.h"

/* The trap stands in the line of what did not hold. */
#define require(holds) ((holds) ? (void)0 : __builtin_trap())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	const uint8_t *at;
	size_t left;
};

struct file {
	char path[64];
	char *bytes; /* mapped */
	uint64_t events_used, text_used;
};

static uint32_t
take(struct input *in, size_t bytes)
{
	uint32_t value = 0;
	for (; bytes > 0 && in->left > 0; bytes--, in->left--)
		value = value << 8 | *in->at++;
	return value;
}

static void
file_remove(void)
{
	char path[64];
	snprintf(path, sizeof(path), "/dev/shm/fuzz-ring.%d", (int)getpid());
	unlink(path);
}

static struct file *
file_made(void)
{
	static struct file f;
	if (f.bytes != NULL)
		return &f;
	snprintf(f.path, sizeof(f.path), "/dev/shm/fuzz-ring.%d", (int)getpid());
	int fd = open(f.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	require(fd >= 0 && ftruncate(fd, RING_SIZE) == 0);
	f.bytes = mmap(NULL, RING_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	require(f.bytes != MAP_FAILED);
	close(fd);
	atexit(file_remove);
	return &f;
}

/* A whole record at the lane's tail; its payload wraps as a writer's does. */
static void
add_record(struct file *f, struct input *in, bool text, const char *payload, size_t n)
{
	struct ring_header *h = (struct ring_header *)f->bytes;
	uint64_t *tail = text ? &h->text_tail : &h->events_tail;
	size_t lane_size = text ? RING_TEXT_SIZE : RING_EVENTS_SIZE;
	char *lane = f->bytes + RING_HEADER_SIZE + (text ? RING_EVENTS_SIZE : 0);
	uint32_t who = take(in, 1);
	struct ring_record r = {.position = *tail,
				.run = 1 + (who & 1),
				.pid = 10 + (who >> 1 & 7),
				.image = 10 + (who >> 4 & 7),
				.length = (uint32_t)n,
				.kind = (uint16_t)(text ? 3 + (who >> 7) : 1 + (who >> 7)),
				.flags = (uint16_t)(who % 3),
				.status = (int32_t)take(in, 1)};
	r.seal = ring_seal(&r, ring_sum(payload, n), h->key);
	for (size_t i = 0; i < sizeof(r) + n; i++)
		lane[(*tail + i) % lane_size] = i < sizeof(r) ? ((const char *)&r)[i] : payload[i - sizeof(r)];
	*tail += ring_room(n);
}

static void
add_start(struct file *f, struct input *in)
{
	char payload[1024];
	struct ring_start start = {.text_position = take(in, 2),
				   .parent = 10 + take(in, 1) % 8,
				   .depth = take(in, 1),
				   .python = take(in, 1) & 1,
				   .arguments = take(in, 1),
				   .variables = take(in, 1)};
	memcpy(payload, &start, sizeof(start));
	size_t n = take(in, 1);
	n = n < in->left ? n : in->left;
	memcpy(payload + sizeof(start), in->at, n);
	in->at += n;
	in->left -= n;
	add_record(f, in, false, payload, sizeof(start) + n);
}

static void
add_text(struct file *f, struct input *in)
{
	char payload[RING_PAYLOAD_MAX];
	size_t n = take(in, 1), repeat = 1 + take(in, 1) % 64;
	n = n < in->left ? n : in->left;
	if (n * repeat > sizeof(payload))
		repeat = 1;
	for (size_t i = 0; i < n * repeat; i++)
		payload[i] = (char)in->at[i % n];
	in->at += n;
	in->left -= n;
	add_record(f, in, true, payload, n * repeat);
}

static void
fill(struct file *f, struct input *in)
{
	struct ring_header *h = (struct ring_header *)f->bytes;
	memset(f->bytes, 0, RING_REPORT);
	memset(f->bytes + RING_HEADER_SIZE, 0, f->events_used);
	memset(f->bytes + RING_HEADER_SIZE + RING_EVENTS_SIZE, 0, f->text_used);
	memcpy(h->line, RING_LINE, RING_LINE_SIZE);
	h->size = RING_SIZE;
	h->key = 0x0123456789abcdef;
	h->events_tail = take(in, 1) * (uint64_t)RING_GRID;
	h->text_tail = take(in, 1) * (uint64_t)RING_GRID;
	while (in->left > 0) {
		uint32_t step = take(in, 1) % 8;
		if (step < 2)
			add_start(f, in);
		else if (step < 5)
			add_text(f, in);
		else if (step == 5)
			add_record(f, in, false, "", 0);
		else if (step == 6) /* a byte anywhere in what is in use */
			f->bytes[RING_HEADER_SIZE + (take(in, 1) & 1) * RING_EVENTS_SIZE + take(in, 2)] =
				(char)take(in, 1);
		else
			f->bytes[take(in, 2) % sizeof(struct ring_header)] = (char)take(in, 1);
	}
	f->events_used = h->events_tail < RING_EVENTS_SIZE - 65536 ? h->events_tail + 65536 : RING_EVENTS_SIZE;
	f->text_used = h->text_tail < RING_TEXT_SIZE - 65536 ? h->text_tail + 65536 : RING_TEXT_SIZE;
}

static void
check(const struct run *r)
{
	require(r->text != NULL && r->text[r->size] == '\0');
	for (size_t i = 0; i < r->piece_count; i++) {
		require(r->pieces[i].offset <= r->size && r->pieces[i].process < r->count);
		require(i == 0 || r->pieces[i - 1].offset <= r->pieces[i].offset);
	}
	for (size_t i = 0; i < r->count; i++) {
		const struct process *p = &r->processes[i];
		require(p->text != NULL && p->text[p->size] == '\0');
		require(p->argv != NULL && p->argv[p->argc] == NULL && p->env != NULL);
		process_env(p, "PATH");
	}
	for (size_t at = 0; at <= r->size; at += 97)
		run_writer(r, at);
	run_culprit(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = {data, size};
	struct file *f = file_made();
	fill(f, &in);
	struct arena *a = arena_new();
	const char *why = NULL;
	for (uint32_t number = 0; number <= 2; number++) {
		const struct run *r = run_from_ring(a, f->path, number, &why);
		require(r != NULL || why != NULL);
		if (r != NULL)
			check(r);
	}
	arena_free(a);
	return 0;
}
