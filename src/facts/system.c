/* The facts of the machine and of the session on it. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "base/buf.h"
#include "base/path.h"
#include "facts/fact.h"

enum { FILE_LIMIT = 64 * 1024 };

static const char *
os_release(void)
{
	return path_exists("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
}

/* KEY=value or KEY="value", as os-release(5) has it. */
static const char *
release_value(struct arena *a, const char *key)
{
	const char *text = path_read(a, os_release(), FILE_LIMIT, true, NULL);
	size_t n = strlen(key);
	for (const char *line = text; line != NULL && *line != '\0';
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1)
		if (strncmp(line, key, n) == 0 && line[n] == '=') {
			const char *at = line + n + 1;
			if (*at == '"' || *at == '\'')
				return arena_strndup(a, at + 1, strcspn(at + 1, "\"'\r\n"));
			return arena_strndup(a, at, strcspn(at, "\r\n"));
		}
	return NULL;
}

static struct value
os_id(struct subject *s)
{
	return fact_value(release_value(s->facts->arena, "ID"), os_release());
}

/* ID_LIKE's words as a list; the distribution's own id where it has none. */
static struct value
os_like(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *like = release_value(a, "ID_LIKE");
	if (like == NULL || *like == '\0')
		return os_id(s);
	struct buf list = buf_new(a);
	for (const char *word = like + strspn(like, " "); *word != '\0'; word += strspn(word, " ")) {
		size_t n = strcspn(word, " ");
		buf_add_string(&list, list.size == 0 ? "" : ", ");
		buf_add(&list, word, n);
		word += n;
	}
	return fact_value(list.text, os_release());
}

static struct value
os_version(struct subject *s)
{
	return fact_value(release_value(s->facts->arena, "VERSION_ID"), os_release());
}

static struct value
os_name(struct subject *s)
{
	struct utsname u;
	if (uname(&u) != 0)
		return fact_unknown();
	return fact_value(strcasecmp(u.sysname, "Darwin") == 0  ? "macos"
			  : strcasecmp(u.sysname, "Linux") == 0 ? "linux"
								: arena_strdup(s->facts->arena, u.sysname),
			  "uname");
}

static struct value
os_arch(struct subject *s)
{
	struct utsname u;
	return uname(&u) == 0 ? fact_value(arena_strdup(s->facts->arena, u.machine), "uname") : fact_unknown();
}

static struct value
os_libc(struct subject *s)
{
	(void)s;
#ifdef __GLIBC__
	return fact_value("glibc", "the C library");
#else
	return fact_value("musl", "the C library");
#endif
}

static struct value
os_libc_version(struct subject *s)
{
	(void)s;
#ifdef __GLIBC__
	return fact_value(gnu_get_libc_version(), "gnu_get_libc_version");
#else
	return fact_unknown();
#endif
}

static struct value
os_packager(struct subject *s)
{
	static const struct {
		const char *name, *tool;
	} packagers[] = {{"apt", "apt-get"}, {"dnf", "dnf"},       {"pacman", "pacman"},
			 {"apk", "apk"},     {"zypper", "zypper"}, {"brew", "brew"}};
	struct arena *a = s->facts->arena;
	for (size_t n = 0; n < sizeof(packagers) / sizeof(packagers[0]); n++) {
		static const char system_path[] = "/usr/bin:/bin:/usr/sbin:/sbin";
		bool brew = strcmp(packagers[n].name, "brew") == 0; /* lives where its user put it */
		char *tool = path_search(a, packagers[n].tool, brew ? s->facts->self_path : system_path);
		if (tool != NULL)
			return fact_value(packagers[n].name, tool);
	}
	return fact_unknown();
}

static struct value
os_root(struct subject *s)
{
	(void)s;
	return fact_bool(geteuid() == 0, "geteuid");
}

static struct value
os_sudo(struct subject *s)
{
	char *sudo = path_search(s->facts->arena, "sudo", s->facts->self_path);
	return fact_bool(sudo != NULL, sudo != NULL ? sudo : "PATH");
}

static struct value
os_container(struct subject *s)
{
	static const char *const marks[] = {"/.dockerenv", "/run/.containerenv", "/run/systemd/container"};
	for (size_t n = 0; n < sizeof(marks) / sizeof(marks[0]); n++)
		if (path_exists(marks[n]))
			return fact_value("true", marks[n]);
	const char *container = getenv("container"), *kubernetes = getenv("KUBERNETES_SERVICE_HOST");
	if ((container != NULL && *container != '\0') || kubernetes != NULL)
		return fact_value("true", "the environment");
	const char *groups = path_read(s->facts->arena, "/proc/1/cgroup", FILE_LIMIT, true, NULL);
	if (groups != NULL && (strstr(groups, "docker") != NULL || strstr(groups, "kubepods") != NULL ||
			       strstr(groups, "/lxc/") != NULL || strstr(groups, "libpod") != NULL))
		return fact_value("true", "/proc/1/cgroup");
	return fact_bool(false, "/proc/1/cgroup");
}

static struct value
os_wsl(struct subject *s)
{
	const char *release = path_read(s->facts->arena, "/proc/sys/kernel/osrelease", FILE_LIMIT, true, NULL);
	return fact_bool(release != NULL && strcasestr(release, "microsoft") != NULL, "/proc/sys/kernel/osrelease");
}

static struct value
os_ci(struct subject *s)
{
	static const char *const names[] = {"CI",          "GITHUB_ACTIONS", "GITLAB_CI",       "BUILDKITE",
					    "JENKINS_URL", "TF_BUILD",       "TEAMCITY_VERSION"};
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		const char *value = getenv(names[n]);
		if (value != NULL && *value != '\0' && strcmp(value, "false") != 0 && strcmp(value, "0") != 0)
			return fact_value("true", names[n]);
	}
	(void)s;
	return fact_bool(false, "the environment");
}

static struct value
os_display(struct subject *s)
{
	const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
	(void)s;
	if (x != NULL && *x != '\0')
		return fact_value("true", "DISPLAY");
	return fact_bool(wayland != NULL && *wayland != '\0', "WAYLAND_DISPLAY");
}

/* By the variables of the failed process where they are known: Python reads
 * them in this order. */
static struct value
os_utf8(struct subject *s)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	const char *mode = subject_env(s, "PYTHONUTF8");
	if (mode != NULL && strcmp(mode, "1") == 0)
		return fact_value("true", "PYTHONUTF8");
	for (size_t n = 0; n < 3; n++) {
		const char *value = subject_env(s, names[n]);
		if (value != NULL && *value != '\0')
			return fact_bool(strcasestr(value, "utf-8") != NULL || strcasestr(value, "utf8") != NULL,
					 names[n]);
	}
	return fact_bool(false, "LC_ALL, LC_CTYPE and LANG are not set");
}

/* A line "MemTotal:  8049100 kB", in MiB. */
static struct value
memory(struct subject *s, const char *key)
{
	const char *text = path_read(s->facts->arena, "/proc/meminfo", FILE_LIMIT, true, NULL);
	const char *at = text == NULL ? NULL : strstr(text, key);
	if (at == NULL)
		return fact_unknown();
	unsigned long long mib = strtoull(at + strlen(key), NULL, 10) / 1024;
	return fact_value(arena_printf(s->facts->arena, "%llu", mib), "/proc/meminfo");
}

static struct value
os_memory(struct subject *s)
{
	return memory(s, "MemTotal:");
}

static struct value
os_memory_free(struct subject *s)
{
	return memory(s, "MemAvailable:");
}

/* Kills by the kernel since it started, those at a limit of a cgroup included. */
static struct value
os_oom_kills(struct subject *s)
{
	static const char key[] = "\noom_kill ";
	const char *text = path_read(s->facts->arena, "/proc/vmstat", FILE_LIMIT, true, NULL);
	const char *at = text == NULL ? NULL : strstr(text, key);
	if (at == NULL)
		return fact_unknown();
	at += sizeof(key) - 1;
	return fact_value(arena_strndup(s->facts->arena, at, strcspn(at, "\n")), "/proc/vmstat");
}

/* The least memory.max on the way from this process's cgroup to the root, in MiB;
 * of cgroup v1 the container's own. */
static struct value
os_memory_limit(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *groups = path_read(a, "/proc/self/cgroup", FILE_LIMIT, true, NULL);
	const char *own = groups == NULL ? NULL : strstr(groups, "0::/");
	char *group = own == NULL ? NULL : arena_strndup(a, own + 3, strcspn(own + 3, "\n"));
	unsigned long long least = 0;
	const char *source = NULL;
	for (int depth = 0; group != NULL && depth < 32; depth++) {
		const char *file = arena_printf(a, "/sys/fs/cgroup%s/memory.max", strcmp(group, "/") == 0 ? "" : group);
		const char *text = path_read(a, file, FILE_LIMIT, true, NULL);
		unsigned long long max = text == NULL ? 0 : strtoull(text, NULL, 10);
		if (max > 0 && (least == 0 || max < least)) {
			least = max;
			source = file;
		}
		char *slash = strrchr(group, '/');
		if (slash == NULL || group[1] == '\0')
			break;
		slash[slash == group ? 1 : 0] = '\0';
	}
	if (least == 0) {
		source = "/sys/fs/cgroup/memory/memory.limit_in_bytes";
		const char *text = path_read(a, source, FILE_LIMIT, true, NULL);
		least = text == NULL ? 0 : strtoull(text, NULL, 10);
	}
	/* Version 1 says "none" by nearly 2^63. */
	return least == 0 || least >= 1ULL << 60 ? fact_unknown()
						 : fact_value(arena_printf(a, "%llu", least >> 20), source);
}

static struct value
os_disk_free(struct subject *s)
{
	struct statvfs fs;
	const char *dir = subject_cwd(s);
	if (dir == NULL || statvfs(dir, &fs) != 0)
		return fact_unknown();
	unsigned long long mib = (unsigned long long)fs.f_bavail * fs.f_frsize / (1024 * 1024);
	return fact_value(arena_printf(s->facts->arena, "%llu", mib), dir);
}

static struct value
limit(struct subject *s, int resource)
{
	struct rlimit l;
	if (getrlimit((__rlimit_resource_t)resource, &l) != 0)
		return fact_unknown();
	if (l.rlim_cur == RLIM_INFINITY)
		return fact_value("unlimited", "getrlimit");
	return fact_value(arena_printf(s->facts->arena, "%llu", (unsigned long long)l.rlim_cur), "getrlimit");
}

static struct value
os_open_files(struct subject *s)
{
	return limit(s, RLIMIT_NOFILE);
}

static struct value
os_processes(struct subject *s)
{
	return limit(s, RLIMIT_NPROC);
}

static struct value
os_gpu(struct subject *s)
{
	static const char *const marks[] = {"/proc/driver/nvidia/version", "/dev/nvidiactl", "/dev/dxg"};
	(void)s;
	for (size_t n = 0; n < 2; n++)
		if (path_exists(marks[n]))
			return fact_value("true", marks[n]);
	/* WSL has one device for any GPU; NVIDIA's own library lies beside it. */
	if (path_exists(marks[2]) && path_exists("/usr/lib/wsl/lib/libcuda.so.1"))
		return fact_value("true", marks[2]);
	return fact_bool(false, marks[0]);
}

static struct value
os_shell(struct subject *s)
{
	if (s->facts->run != NULL && s->facts->run->shell != NULL)
		return fact_value(s->facts->run->shell, "the integration");
	const char *shell = getenv("SHELL");
	if (shell == NULL)
		return fact_unknown();
	const char *name = path_base(shell);
	bool known = strcmp(name, "bash") == 0 || strcmp(name, "zsh") == 0 || strcmp(name, "fish") == 0;
	return fact_value(known ? name : NULL, "SHELL");
}

const struct fact system_facts[] = {
	{"os.id", os_id, FACT_HERE},
	{"os.like", os_like, FACT_HERE},
	{"os.version", os_version, FACT_HERE},
	{"os.name", os_name, FACT_HERE},
	{"os.arch", os_arch, FACT_HERE},
	{"os.libc", os_libc, FACT_HERE},
	{"os.libc_version", os_libc_version, FACT_HERE},
	{"os.packager", os_packager, FACT_HERE},
	{"os.root", os_root, FACT_HERE},
	{"os.sudo", os_sudo, FACT_HERE},
	{"os.container", os_container, FACT_HERE},
	{"os.wsl", os_wsl, FACT_HERE},
	{"os.ci", os_ci, FACT_HERE},
	{"os.display", os_display, FACT_HERE},
	{"os.utf8", os_utf8, FACT_HERE},
	{"os.memory", os_memory, FACT_HERE},
	{"os.memory_free", os_memory_free, FACT_HERE},
	{"os.memory_limit", os_memory_limit, FACT_HERE},
	{"os.oom_kills", os_oom_kills, FACT_HERE},
	{"os.disk_free", os_disk_free, FACT_HERE},
	{"os.open_files", os_open_files, FACT_HERE},
	{"os.processes", os_processes, FACT_HERE},
	{"os.gpu", os_gpu, FACT_HERE},
	{"os.shell", os_shell, FACT_HERE},
	{0},
};
