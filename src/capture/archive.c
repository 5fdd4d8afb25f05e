#include "capture/archive.h"

#include <dlfcn.h>
#include <errno.h>
#include <lzma.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/lang.h"

enum { PACKED = 128 * 1024, MAGIC = 6, WINDOW_LOG = 27 };
static const uint64_t memory = 256u << 20;

enum packing { UNKNOWN, PLAIN, GZIP, XZ, ZSTD };

/* liblzma, loaded for the first such archive: what it does before main (asking the
 * processor, 20 µs on a virtual machine) every report would pay for. */
struct xz {
	__typeof__(&lzma_stream_decoder) decoder;
	__typeof__(&lzma_code) code;
	__typeof__(&lzma_end) end;
	lzma_stream stream;
};

struct archive {
	struct arena *arena;
	int fd;
	enum packing packing;
	char *packed; /* [at, size) is to be unpacked */
	size_t at, size;
	bool ended;  /* there is nothing more to read */
	bool member; /* inside one: the end would come too early */
	const char *problem;
	z_stream gzip;
	struct xz xz; /* end: NULL where it is not there */
	ZSTD_DStream *zstd;
};

struct archive *
archive_open(struct arena *a, int fd)
{
	struct archive *r = arena_alloc(a, sizeof(*r));
	r->arena = a;
	r->fd = fd;
	return r;
}

const char *
archive_problem(const struct archive *r)
{
	return r->problem;
}

static ssize_t
read_some(struct archive *r, char *to, size_t n)
{
	ssize_t got;
	do
		got = read(r->fd, to, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		r->problem = strerror(errno);
	return got;
}

static const struct {
	enum packing packing;
	size_t size;
	const char *bytes;
} magics[] = {{GZIP, 3, "\x1f\x8b\x08"},
	      {XZ, 6,
	       "\xfd"
	       "7zXZ\0"},
	      {ZSTD, 4, "\x28\xb5\x2f\xfd"}};
enum { MAGICS = sizeof(magics) / sizeof(*magics) };

/* UNKNOWN if more bytes are needed to tell. */
static enum packing
packing_of(const char *bytes, size_t n)
{
	for (size_t i = 0; i < MAGICS; i++)
		if (n > 0 && memcmp(bytes, magics[i].bytes, n < magics[i].size ? n : magics[i].size) == 0)
			return n < magics[i].size ? UNKNOWN : magics[i].packing;
	return PLAIN;
}

static bool
begin_xz(struct archive *r)
{
	static const lzma_stream fresh = LZMA_STREAM_INIT;
	/* Stays loaded: the next archive is likely to be one too. */
	void *library = dlopen("liblzma.so.5", RTLD_NOW | RTLD_LOCAL);
	void *functions[] = {NULL, NULL, NULL};
	static const char *const names[] = {"lzma_stream_decoder", "lzma_code", "lzma_end"};
	for (int i = 0; library != NULL && i < 3; i++)
		functions[i] = dlsym(library, names[i]);
	if (functions[0] == NULL || functions[1] == NULL || functions[2] == NULL) {
		r->problem = _("it is packed by xz, and liblzma.so.5 is not on this machine");
		return false;
	}
	memcpy(&r->xz.decoder, &functions[0], sizeof(r->xz.decoder));
	memcpy(&r->xz.code, &functions[1], sizeof(r->xz.code));
	memcpy(&r->xz.end, &functions[2], sizeof(r->xz.end));
	r->xz.stream = fresh;
	return r->xz.decoder(&r->xz.stream, memory, LZMA_CONCATENATED) == LZMA_OK;
}

static bool
begin(struct archive *r)
{
	switch (r->packing) {
	case GZIP:
		return inflateInit2(&r->gzip, 15 + 16) == Z_OK;
	case XZ:
		return begin_xz(r);
	case ZSTD:
		r->zstd = ZSTD_createDStream();
		return r->zstd != NULL &&
		       !ZSTD_isError(ZSTD_DCtx_setParameter(r->zstd, ZSTD_d_windowLogMax, WINDOW_LOG));
	default:
		return true;
	}
}

/* The first bytes tell what it is; of a text they are given at once. */
static ssize_t
first_read(struct archive *r, char *to, size_t n)
{
	size_t size = 0;
	while (r->packing == UNKNOWN) {
		ssize_t got = read_some(r, to + size, n - size);
		if (got < 0)
			return -1;
		size += (size_t)got;
		r->packing = packing_of(to, size);
		if (got == 0) {
			r->packing = PLAIN; /* too short to be anything else */
			r->ended = true;
		}
	}
	if (r->packing == PLAIN)
		return (ssize_t)size;
	r->packed = arena_alloc(r->arena, n > PACKED ? n : PACKED);
	memcpy(r->packed, to, size);
	r->size = size;
	r->member = true;
	if (!begin(r)) {
		if (r->problem == NULL)
			r->problem = strerror(ENOMEM);
		return -1;
	}
	return 0;
}

static ssize_t
damaged(struct archive *r, ssize_t out)
{
	r->problem = _("the archive is damaged");
	r->ended = true;
	return out > 0 ? out : -1;
}

static bool
fill(struct archive *r)
{
	if (r->at < r->size || r->ended)
		return true;
	ssize_t got = read_some(r, r->packed, PACKED);
	r->at = 0;
	r->size = got > 0 ? (size_t)got : 0;
	r->ended = got <= 0;
	return got >= 0;
}

/* What follows a whole member and is none itself is padding, and passed over. */
static bool
another_member(struct archive *r)
{
	return packing_of(r->packed + r->at, r->size - r->at < MAGIC ? r->size - r->at : MAGIC) != PLAIN;
}

static ssize_t
read_gzip(struct archive *r, char *to, size_t n)
{
	z_stream *z = &r->gzip;
	if (!r->member) {
		if (r->at == r->size)
			return 0;
		if (!another_member(r)) {
			r->ended = true;
			r->at = r->size;
			return 0;
		}
		inflateReset(z);
		r->member = true;
	}
	z->next_in = (unsigned char *)r->packed + r->at;
	z->avail_in = (unsigned)(r->size - r->at);
	z->next_out = (unsigned char *)to;
	z->avail_out = (unsigned)n;
	int result = inflate(z, Z_NO_FLUSH);
	r->at = r->size - z->avail_in;
	ssize_t out = (ssize_t)(n - z->avail_out);
	if (result == Z_STREAM_END)
		r->member = false;
	else if (result != Z_OK && result != Z_BUF_ERROR)
		return damaged(r, out);
	return out;
}

static ssize_t
read_xz(struct archive *r, char *to, size_t n)
{
	lzma_stream *x = &r->xz.stream;
	x->next_in = (unsigned char *)r->packed + r->at;
	x->avail_in = r->size - r->at;
	x->next_out = (unsigned char *)to;
	x->avail_out = n;
	lzma_ret result = r->xz.code(x, r->ended ? LZMA_FINISH : LZMA_RUN);
	r->at = r->size - x->avail_in;
	ssize_t out = (ssize_t)(n - x->avail_out);
	if (result == LZMA_STREAM_END) {
		r->member = false;
		r->at = r->size;
		r->ended = true;
	} else if (result == LZMA_MEMLIMIT_ERROR) {
		r->problem = _("the archive asks for too much memory");
		r->ended = true;
		return out > 0 ? out : -1;
	} else if (result != LZMA_OK && result != LZMA_BUF_ERROR) {
		return damaged(r, out);
	}
	return out;
}

static ssize_t
read_zstd(struct archive *r, char *to, size_t n)
{
	if (!r->member) {
		if (r->at == r->size)
			return 0;
		r->member = true;
	}
	ZSTD_inBuffer in = {r->packed, r->size, r->at};
	ZSTD_outBuffer out = {to, n, 0};
	size_t left = ZSTD_decompressStream(r->zstd, &out, &in);
	r->at = in.pos;
	if (ZSTD_isError(left))
		return damaged(r, (ssize_t)out.pos);
	if (left == 0)
		r->member = false;
	return (ssize_t)out.pos;
}

ssize_t
archive_read(struct archive *r, char *to, size_t n)
{
	if (r->problem != NULL)
		return -1;
	if (r->packing == UNKNOWN) {
		ssize_t got = first_read(r, to, n);
		if (got != 0 || r->packing == PLAIN)
			return got;
	}
	if (r->packing == PLAIN)
		return r->ended ? 0 : read_some(r, to, n);
	for (;;) {
		bool was_ended = r->ended;
		if (!fill(r))
			return -1;
		ssize_t out = r->packing == GZIP ? read_gzip(r, to, n)
			      : r->packing == XZ ? read_xz(r, to, n)
						 : read_zstd(r, to, n);
		if (out != 0)
			return out;
		if (!r->member && r->at == r->size && r->ended)
			return 0;
		if (was_ended && r->at == r->size) {
			r->problem = _("the archive ends too early");
			return -1;
		}
	}
}

void
archive_close(struct archive *r)
{
	if (r->packing == GZIP)
		inflateEnd(&r->gzip);
	else if (r->packing == XZ && r->xz.end != NULL)
		r->xz.end(&r->xz.stream);
	else if (r->packing == ZSTD)
		ZSTD_freeDStream(r->zstd);
}
