/* The ring from the writers' side: opening it, making it, adding records. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

/* Copies and gives ring_sum of what was copied; by four vectors at a time, which
 * is three times as fast as by words. */
static uint64_t
copy_and_sum(char *to, const char *from, size_t n)
{
	typedef uint64_t vector __attribute__((vector_size(16)));
	vector sums[2] = {{0, 0}, {0, 0}};
	size_t whole = n;
	for (; n >= 64; from += 64, to += 64, n -= 64) {
		vector v[4];
		__builtin_memcpy(&v[0], from, 16);
		__builtin_memcpy(&v[1], from + 16, 16);
		__builtin_memcpy(&v[2], from + 32, 16);
		__builtin_memcpy(&v[3], from + 48, 16);
		__builtin_memcpy(to, &v[0], 16);
		__builtin_memcpy(to + 16, &v[1], 16);
		__builtin_memcpy(to + 32, &v[2], 16);
		__builtin_memcpy(to + 48, &v[3], 16);
		sums[0] += v[0] + v[1];
		sums[1] += v[2] + v[3];
	}
	uint64_t sum = sums[0][0] + sums[0][1] + sums[1][0] + sums[1][1], word;
	for (; n >= 8; from += 8, to += 8, n -= 8) {
		__builtin_memcpy(&word, from, 8);
		__builtin_memcpy(to, &word, 8);
		sum += word;
	}
	if (n == 0)
		return sum;
	if (whole < 8) {
		text_copy(to, from, n);
		return sum + ring_sum(from, n);
	}
	/* The last eight bytes once more, of which n are new. */
	__builtin_memcpy(&word, from + n - 8, 8);
	__builtin_memcpy(to + n - 8, &word, 8);
	return sum + (word >> (64 - 8 * n));
}

/* Fills the record that was reserved at r->position. Inline, as `size` is then a
 * constant: a division takes as long as the rest of a short line. */
static inline __attribute__((always_inline)) void
record_fill(char *lane, uint64_t size, struct ring_record *r, const char *payload)
{
	r->run = shim.run;
	r->image = shim.image;
	uint64_t at = r->position % size;
	struct ring_record *slot = (struct ring_record *)(lane + at);
	char *body = (char *)(slot + 1);
	uint64_t contiguous = size - at - sizeof(*r);
	size_t head = r->length < contiguous ? r->length : (size_t)contiguous;
	uint64_t sum = copy_and_sum(body, payload, head);
	sum += copy_and_sum(lane, payload + head, r->length - head);
	/* Field by field: what has just been stored in parts is slow to load as a whole. */
	__atomic_store_n(&slot->position, ~r->position, __ATOMIC_RELAXED);
	slot->seal = ring_seal(r, sum, shim.ring->key);
	slot->run = r->run;
	__atomic_store_n(&slot->pid, r->pid, __ATOMIC_RELAXED); /* text_latest looks at these two */
	slot->image = r->image;
	slot->length = r->length;
	__atomic_store_n(&slot->kind, r->kind, __ATOMIC_RELAXED);
	slot->flags = r->flags;
	slot->status = r->status;
	__atomic_store_n(&slot->position, r->position, __ATOMIC_RELEASE);
}

static inline __attribute__((always_inline)) void
record_add(uint64_t *tail, char *lane, uint64_t size, struct ring_record *r, const char *payload)
{
	/* Whoever broke the tail: a head on the grid is within its lane. */
	r->position = __atomic_fetch_add(tail, ring_room(r->length), __ATOMIC_RELAXED) & -(uint64_t)RING_GRID;
	record_fill(lane, size, r, payload);
}

uint64_t
tee_event(enum ring_kind kind, int status, const void *payload, size_t n)
{
	struct ring_record r = {.kind = (uint16_t)kind, .pid = kernel_pid(), .status = status, .length = (uint32_t)n};
	record_add(&shim.ring->events_tail, (char *)shim.ring + RING_HEADER_SIZE, RING_EVENTS_SIZE, &r, payload);
	return r.position;
}

/* A clock that costs no system call, and how far it goes in about 50 µs. */
#if defined(__x86_64__)
static inline uint64_t
ticks(void)
{
	return __builtin_ia32_rdtsc();
}

static inline uint64_t
ticks_valid(void)
{
	return 100000; /* processors run at 2 to 5 GHz */
}
#else
static inline uint64_t
ticks(void)
{
	uint64_t now;
	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(now));
	return now;
}

static inline uint64_t
ticks_valid(void)
{
	uint64_t hertz;
	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(hertz));
	return hertz / 20000;
}
#endif

void
tee_watch(void)
{
	const int wipe_on_fork = 18; /* MADV_WIPEONFORK, since Linux 4.14 */
	const long size = 4096;      /* rounded up to a page by the kernel */
	long page = kernel_call(SYS_mmap, 0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page < 0 && page > -4096)
		return;
	if (kernel_call(SYS_madvise, page, size, wipe_on_fork, 0, 0, 0) == 0)
		shim.watch = (struct watch *)page;
	else
		kernel_call(SYS_munmap, page, size, 0, 0, 0, 0);
}

void
tee_forget(int fd)
{
	if ((fd == 1 || fd == 2) && shim.watch != NULL)
		__atomic_store_n(&shim.watch->seen[fd], 0, __ATOMIC_RELAXED);
}

/* A program may have put something else there since (dup2, contextlib, a
 * subprocess's pipe): what counts is what the descriptor is now. */
static __attribute__((noinline)) bool
look(int fd, uint32_t *pid)
{
	struct stat st;
	bool reaches = false;
	if (kernel_fstat(fd, &st) == 0)
		reaches = (S_ISCHR(st.st_mode) && shim.ring->terminal != 0 && st.st_rdev == shim.ring->terminal) ||
			  (shim.given[fd] && st.st_dev == shim.device[fd] && st.st_ino == shim.inode[fd]);
	*pid = kernel_pid();
	struct watch *w = shim.watch;
	if (w == NULL)
		return reaches;
	uint32_t owner = 0;
	if (__atomic_compare_exchange_n(&w->pid, &owner, *pid, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		owner = *pid;
	/* A child made by vfork shares our memory but not our descriptors. */
	if (owner == *pid)
		__atomic_store_n(&w->seen[fd], (ticks() & ~1ul) | reaches, __ATOMIC_RELEASE);
	return reaches;
}

static bool
reaches_person(int fd, uint32_t *pid)
{
	const struct watch *w = shim.watch;
	uint64_t seen = w != NULL ? __atomic_load_n(&w->seen[fd], __ATOMIC_ACQUIRE) : 0;
	if (seen == 0 || ticks() - seen > ticks_valid())
		return look(fd, pid);
	*pid = __atomic_load_n(&w->pid, __ATOMIC_RELAXED); /* written before what was seen */
	return seen & 1;
}

static char *
text_lane(void)
{
	return (char *)shim.ring + RING_HEADER_SIZE + RING_EVENTS_SIZE;
}

static void
text_add(int fd, uint32_t pid, uint16_t flags, const char *from, size_t n)
{
	char *lane = text_lane();
	uint64_t end = 0;
	while (n > 0) {
		size_t piece = n < RING_PAYLOAD_MAX ? n : RING_PAYLOAD_MAX;
		struct ring_record r = {.kind = fd == 2 ? RING_STDERR : RING_STDOUT,
					.pid = pid,
					.flags = flags,
					.length = (uint32_t)piece};
		record_add(&shim.ring->text_tail, lane, RING_TEXT_SIZE, &r, from);
		end = r.position + ring_room(piece);
		flags = 0;
		from += piece;
		n -= piece;
	}
	/* The next line's place, fetched while the program goes on. */
	__builtin_prefetch(lane + end % RING_TEXT_SIZE, 1);
	__builtin_prefetch(lane + (end + 64) % RING_TEXT_SIZE, 1);
}

/* The end of a long write of a flood. Where the record of the one before is the
 * last in the lane, it is filled anew; whoever takes its position away has it
 * alone, and a reader meanwhile sees none. */
static void
text_latest(int fd, uint32_t pid, const char *end)
{
	struct watch *w = shim.watch;
	char *lane = text_lane();
	struct ring_record r = {
		.kind = fd == 2 ? RING_STDERR : RING_STDOUT, .pid = pid, .flags = RING_CUT, .length = RING_LONG_TAIL};
	const char *from = end - RING_LONG_TAIL;
	uint64_t latest = __atomic_load_n(&w->latest, __ATOMIC_RELAXED), expected = latest;
	struct ring_record *slot = (struct ring_record *)(lane + latest % RING_TEXT_SIZE);
	if (latest != 0 &&
	    __atomic_load_n(&shim.ring->text_tail, __ATOMIC_RELAXED) == latest + ring_room(RING_LONG_TAIL) &&
	    __atomic_load_n(&slot->pid, __ATOMIC_RELAXED) == pid &&
	    __atomic_load_n(&slot->kind, __ATOMIC_RELAXED) == r.kind &&
	    __atomic_compare_exchange_n(&slot->position, &expected, ~latest, false, __ATOMIC_ACQUIRE,
					__ATOMIC_RELAXED)) {
		r.position = latest;
		record_fill(lane, RING_TEXT_SIZE, &r, from);
		return;
	}
	record_add(&shim.ring->text_tail, lane, RING_TEXT_SIZE, &r, from);
	__atomic_store_n(&w->latest, r.position, __ATOMIC_RELAXED);
}

void
tee_keep(int fd, const void *bytes, size_t n)
{
	uint32_t pid;
	if (!reaches_person(fd, &pid))
		return;
	const char *end = (const char *)bytes + n;
	uint16_t flags = 0;
	if (n > RING_WRITE_MAX) {
		n = RING_WRITE_MAX;
		flags = RING_CUT;
	}
	struct watch *w = shim.watch;
	if (n > RING_LONG && w != NULL) {
		if (__atomic_load_n(&w->bulk, __ATOMIC_RELAXED) + n > RING_LONG_ALL) {
			text_latest(fd, pid, end);
			return;
		}
		__atomic_fetch_add(&w->bulk, n, __ATOMIC_RELAXED);
	}
	text_add(fd, pid, flags, end - n, n);
}

void
tee_raise(size_t digits, uint32_t run)
{
	/* Eight digits are one word; a shell does not get to its hundred millionth line. */
	uint64_t *word = (uint64_t *)(shim.ring->line + digits + 2);
	char wanted[8];
	for (int i = 7; i >= 0; i--) {
		wanted[i] = (char)('0' + run % 10);
		run /= 10;
	}
	uint64_t value;
	__builtin_memcpy(&value, wanted, 8);
	uint64_t seen = __atomic_load_n(word, __ATOMIC_RELAXED);
	/* Digits compare as numbers once the first one is the highest byte. */
	while (run == 0 && __builtin_bswap64(seen) < __builtin_bswap64(value) &&
	       !__atomic_compare_exchange_n(word, &seen, value, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
		;
}

/* The st_rdev of the shell's terminal, 0 if it has none. */
static uint64_t
terminal_of(uint32_t shell)
{
	const char *const ends[] = {"/fd/2", "/fd/0"};
	for (size_t i = 0; i < 2; i++) {
		char path[64] = "/proc/";
		size_t n = 6 + text_number(path + 6, shell);
		text_copy(path + n, ends[i], sizeof("/fd/2"));
		struct stat st;
		const unsigned memory = 1; /* the major number of /dev/null and its like */
		if (kernel_stat(AT_FDCWD, path, &st, 0) == 0 && S_ISCHR(st.st_mode) && st.st_rdev >> 8 != memory)
			return st.st_rdev;
	}
	return 0;
}

static bool
ring_is_ours(const struct stat *st)
{
	uid_t user = (uid_t)kernel_call(SYS_geteuid, 0, 0, 0, 0, 0, 0);
	return S_ISREG(st->st_mode) && st->st_uid == user && (st->st_mode & 077) == 0 && st->st_size == RING_SIZE;
}

static struct ring_header *
ring_map(int fd)
{
	long at = kernel_call(SYS_mmap, 0, RING_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return at < 0 && at > -4096 ? NULL : (struct ring_header *)at;
}

/* Everything but the three numbers is as we know it. */
static bool
ring_is_sound(const struct ring_header *ring, uint32_t shell)
{
	const char *form = RING_LINE;
	for (size_t i = 0; i < RING_RUN_DIGITS; i++)
		if (ring->line[i] != form[i])
			return false;
	return ring->line[RING_LINE_SIZE - 1] == '\n' && ring->size == RING_SIZE && ring->shell == shell;
}

/* The folder: ours alone, made if it is missing. Its parent must be there. */
static bool
folder_ready(const char *path)
{
	char folder[SHIM_PATH_MAX];
	size_t n = (size_t)(text_base(path) - path);
	if (n < 2 || n > sizeof(folder))
		return false;
	text_copy(folder, path, n - 1);
	folder[n - 1] = '\0';
	kernel_call(SYS_mkdirat, AT_FDCWD, (long)folder, 0700, 0, 0, 0);
	struct stat st;
	uid_t user = (uid_t)kernel_call(SYS_geteuid, 0, 0, 0, 0, 0, 0);
	return kernel_stat(AT_FDCWD, folder, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) &&
	       st.st_uid == user && (st.st_mode & 077) == 0;
}

static void
ring_fill(struct ring_header *ring, uint32_t shell)
{
	text_copy(ring->line, RING_LINE, RING_LINE_SIZE);
	ring->size = RING_SIZE;
	ring->shell = shell;
	ring->terminal = terminal_of(shell);
	const int nonblock = 1; /* GRND_NONBLOCK */
	if (kernel_call(SYS_getrandom, (long)&ring->key, sizeof(ring->key), nonblock, 0, 0, 0) != sizeof(ring->key))
		ring->key = (uint64_t)(uintptr_t)ring ^ (uint64_t)kernel_pid() << 40;
}

/* Makes the ring under a name of its own and links it to `path` once it is
 * whole, so that nobody ever sees half a ring; whoever links first wins. */
static void
ring_make(const char *path, uint32_t shell)
{
	/* Beyond a limit on file sizes the kernel would send SIGXFSZ. */
	struct rlimit limit = {0, 0};
	if (kernel_call(SYS_prlimit64, 0, RLIMIT_FSIZE, 0, (long)&limit, 0, 0) != 0 || limit.rlim_cur < RING_SIZE)
		return;
	char fresh[SHIM_PATH_MAX];
	size_t n = text_length(path);
	if (n > sizeof(fresh) - 32 || !folder_ready(path))
		return;
	text_copy(fresh, path, n);
	fresh[n] = '.';
	text_number(fresh + n + 1, kernel_pid());
	int fd = (int)kernel_open(AT_FDCWD, fresh, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	/* Really allocated: a store to a page that cannot be had would be a SIGBUS. */
	struct ring_header *ring = NULL;
	if (kernel_call(SYS_fallocate, fd, 0, 0, RING_SIZE, 0, 0) == 0)
		ring = ring_map(fd);
	kernel_close(fd);
	if (ring != NULL) {
		ring_fill(ring, shell);
		kernel_call(SYS_munmap, (long)ring, RING_SIZE, 0, 0, 0, 0);
		kernel_call(SYS_linkat, AT_FDCWD, (long)fresh, AT_FDCWD, (long)path, 0, 0);
	}
	kernel_call(SYS_unlinkat, AT_FDCWD, (long)fresh, 0, 0, 0, 0);
}

struct ring_header *
tee_open(const char *path, uint32_t shell)
{
	const int flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	int fd = (int)kernel_open(AT_FDCWD, path, flags, 0);
	if (fd == -ENOENT) {
		ring_make(path, shell);
		fd = (int)kernel_open(AT_FDCWD, path, flags, 0);
	}
	if (fd < 0)
		return NULL;
	struct stat st;
	struct ring_header *ring = NULL;
	if (kernel_fstat(fd, &st) == 0 && ring_is_ours(&st))
		ring = ring_map(fd);
	kernel_close(fd);
	if (ring != NULL && !ring_is_sound(ring, shell)) {
		kernel_call(SYS_munmap, (long)ring, RING_SIZE, 0, 0, 0, 0);
		ring = NULL;
	}
	return ring;
}
