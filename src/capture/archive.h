/* archive: bytes from a descriptor, unpacked where a magic number tells that they
 * are packed: gzip (RFC 1952), xz, zstd (RFC 8878), each also of several members.
 * Anything else is given as it is. Memory is bounded: what asks for more than
 * 256 MiB to be unpacked is refused. */
#ifndef REMEDY_CAPTURE_ARCHIVE_H
#define REMEDY_CAPTURE_ARCHIVE_H

#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

struct archive;

/* Reads from fd, which stays the caller's. */
struct archive *archive_open(struct arena *a, int fd);
/* At most n bytes (n >= 4096): how many; 0 at the end; -1 if there is a problem.
 * What could be unpacked before it was given before. */
ssize_t archive_read(struct archive *r, char *to, size_t n);
/* After -1: a translated clause. */
const char *archive_problem(const struct archive *r);
void archive_close(struct archive *r);

#endif
