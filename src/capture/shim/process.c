/* Who this process is: the constructor, the start record, the exit record. */
#include <fcntl.h>
#include <sys/auxv.h>

#include "capture/shim/entry.h"
#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

enum { START_MAX = 16 * 1024, ARGUMENTS_MAX = 4096, ARGUMENTS_MAX_OTHER = 512, VARIABLE_MAX = 4096 };

/* One process, one ring: functions that libc calls by name cannot be handed a
 * context. */
struct shim shim __attribute__((visibility("hidden")));

extern int Py_Main(int argc, void *argv) __attribute__((weak));
extern int Py_BytesMain(int argc, char **argv) __attribute__((weak));
extern int on_exit(void (*handler)(int, void *), void *context) __attribute__((weak));
extern unsigned long getauxval(unsigned long type) __attribute__((weak));

static bool
is_python(const char *exe)
{
	const char *base = text_base(exe);
	if (text_starts(base, "python") || text_starts(base, "pypy"))
		return true;
	/* Debuggers embed a Python but are none. */
	return (Py_Main != NULL || Py_BytesMain != NULL) && !text_starts(base, "gdb") && !text_starts(base, "lldb");
}

/* A start record under construction. */
struct start {
	struct ring_start head;
	char text[START_MAX];
	size_t size;
};

/* Adds at most `limit` bytes of s and a NUL. */
static void
start_add(struct start *start, const char *s, size_t limit)
{
	size_t n = text_length(s), room = sizeof(start->text) - start->size - 1;
	if (n > limit)
		n = limit;
	if (n > room)
		n = room;
	text_copy(start->text + start->size, s, n);
	start->size += n;
	start->text[start->size++] = '\0';
}

/* argv as the kernel keeps it, which needs no help from libc. */
static void
start_add_arguments(struct start *start, size_t limit)
{
	int fd = (int)kernel_open(AT_FDCWD, "/proc/self/cmdline", O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return;
	size_t room = sizeof(start->text) - start->size - 1;
	char *to = start->text + start->size;
	long got = kernel_read(fd, to, room < limit ? room : limit);
	kernel_close(fd);
	if (got <= 0)
		return;
	if (to[got - 1] != '\0')
		to[got++] = '\0';
	for (long i = 0; i < got; i++)
		start->head.arguments += to[i] == '\0';
	start->size += (size_t)got;
}

static void
start_add_variables(struct start *start, char **env)
{
	static const char names[][24] = {RUN_ENV};
	for (; *env != NULL; env++)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			size_t n = text_length(names[i]);
			if (text_starts(*env, names[i]) && (*env)[n] == '=' &&
			    sizeof(start->text) - start->size > n + 2) {
				start_add(start, *env, VARIABLE_MAX);
				start->head.variables++;
			}
		}
}

static bool
runner_name(const char *name)
{
	static const char names[][12] = {"pytest", "py.test", "tox",   "nox",  "behave", "nose2",      "nosetests",
					 "green",  "stestr",  "trial", "ward", "robot",  "hypothesis", "ptw"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t n = text_length(names[i]);
		if (text_starts(name, names[i]) && (name[n] == '\0' || text_same(name + n, ".py")))
			return true;
	}
	return false;
}

/* Test runners tell on stdout what failed. */
static bool
is_test_runner(const char *arguments, uint32_t count)
{
	const char *word = arguments;
	for (uint32_t i = 1; i < count; i++) {
		word += text_length(word) + 1;
		if (text_starts(word, "-m")) {
			const char *module = word + 2;
			if (*module == '\0' && ++i < count)
				module = word = word + text_length(word) + 1;
			if (!text_same(module, "coverage"))
				return runner_name(module);
		} else if (text_same(word, "-W") || text_same(word, "-X")) {
			word += text_length(word) + 1;
			i++;
		} else if (text_starts(word, "-c")) {
			return false;
		} else if (word[0] != '-' && !text_same(word, "run") && !text_same(text_base(word), "coverage")) {
			return runner_name(text_base(word));
		}
	}
	return false;
}

/* Tells the ring who we are. */
static void
process_tell(char **env)
{
	struct start start; /* too large to be cleared for nothing */
	start.size = 0;
	start.head = (struct ring_start){
		.text_position = shim.began,
		.parent = (uint32_t)kernel_call(SYS_getppid, 0, 0, 0, 0, 0, 0),
		.depth = shim.depth,
		.python = shim.python,
	};
	const char *execfn = getauxval != NULL ? (const char *)getauxval(AT_EXECFN) : NULL;
	start_add(&start, execfn != NULL ? execfn : "", SHIM_PATH_MAX);
	start_add(&start, shim.exe, SHIM_PATH_MAX);
	char cwd[SHIM_PATH_MAX];
	bool known = kernel_call(SYS_getcwd, (long)cwd, sizeof(cwd), 0, 0, 0, 0) > 0 && cwd[0] == '/';
	start_add(&start, known ? cwd : "", SHIM_PATH_MAX);
	const char *arguments = start.text + start.size;
	start_add_arguments(&start, shim.python ? ARGUMENTS_MAX : ARGUMENTS_MAX_OTHER);
	shim.runner = shim.python && is_test_runner(arguments, start.head.arguments);
	if (shim.python)
		start_add_variables(&start, env);
	shim.told = tee_event(RING_START, 0, &start, offsetof(struct start, text) + start.size);
}

static void
process_ended(int status, void *context)
{
	(void)context;
	bool forked = kernel_pid() != shim.image;
	/* A run of many processes has overwritten who we are: tell it again. */
	uint64_t tail = __atomic_load_n(&shim.ring->events_tail, __ATOMIC_RELAXED);
	if (!forked && tail - shim.told > RING_EVENTS_SIZE && environ != NULL)
		process_tell(environ);
	tee_event(RING_EXIT, status & 0xff, NULL, 0);
	if ((status & 0xff) != 0 && shim.depth == 0 && !forked)
		tee_raise(RING_FAILED_DIGITS, shim.run);
}

/* Joins the run, and decides which descriptors are kept. */
static void
process_start(char **env)
{
	shim.began = __atomic_load_n(&shim.ring->text_tail, __ATOMIC_RELAXED);
	process_tell(env);
	tee_raise(RING_RUN_DIGITS, shim.run);
	if (shim.python)
		tee_raise(RING_STARTED_DIGITS, shim.run);
	tee_watch();
	origin_learn(2);
	if (shim.runner)
		origin_learn(1);
	origin_join();
	if (shim.python && on_exit != NULL)
		on_exit(process_ended, NULL);
}

/* RUN:SHELL:PATH or RUN:SHELL:PATH:DEPTH, PATH ending in ".ring"; the path goes
 * to `path` (SHIM_PATH_MAX bytes). */
static bool
capture_parse(const char *value, char *path)
{
	if (!text_parse(&value, &shim.run) || *value++ != ':' || !text_parse(&value, &shim.shell) || *value++ != ':')
		return false;
	size_t n = text_length(value), end = n;
	while (end > 0 && value[end - 1] >= '0' && value[end - 1] <= '9')
		end--;
	if (end > 0 && end < n && value[end - 1] == ':') {
		const char *digits = value + end;
		if (!text_parse(&digits, &shim.depth))
			return false;
		n = end - 1;
	}
	const size_t suffix = sizeof(".ring") - 1;
	if (value[0] != '/' || n <= suffix || n >= SHIM_PATH_MAX || !text_starts(value + n - suffix, ".ring"))
		return false;
	text_copy(path, value, n);
	path[n] = '\0';
	return shim.run > 0 && shim.shell > 0;
}

static bool
is_privileged(void)
{
	return (getauxval != NULL && getauxval(AT_SECURE) != 0) ||
	       kernel_call(SYS_getuid, 0, 0, 0, 0, 0, 0) != kernel_call(SYS_geteuid, 0, 0, 0, 0, 0, 0);
}

/* musl hands no arguments to a constructor; glibc's are the stack's own. */
__attribute__((constructor)) static void
process_begin(int argc, char **argv, char **env)
{
	(void)argc;
	(void)argv;
	symbol_find();
	entry_choose();
	char **now = &environ != NULL ? environ : NULL;
	if (gnu_get_libc_version == NULL || env == NULL)
		env = now;
	if (now == NULL)
		now = env;
	const char *value = NULL;
	for (char **e = now; e != NULL && *e != NULL && value == NULL; e++)
		if (text_starts(*e, "REMEDY_CAPTURE="))
			value = *e + sizeof("REMEDY_CAPTURE=") - 1;
	if (value == NULL || is_privileged())
		return;
	char path[SHIM_PATH_MAX];
	struct ring_header *ring = capture_parse(value, path) ? tee_open(path, shim.shell) : NULL;
	long n = kernel_call(SYS_readlinkat, AT_FDCWD, (long)"/proc/self/exe", (long)shim.exe, sizeof(shim.exe) - 1, 0,
			     0);
	shim.exe[n > 0 ? n : 0] = '\0';
	shim.python = is_python(shim.exe);
	shim.image = kernel_pid();
	shim.ring = ring;
	if (ring != NULL)
		process_start(now);
	if (shim.python) {
		exec_prepare(path);
		exec_scrub(now);
		if (env != now)
			exec_scrub(env);
	}
}
