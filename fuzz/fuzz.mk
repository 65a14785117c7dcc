# The fuzz targets, corpus replay, the model's unit tests, and the test of the tests. Findings land in build/fuzz/.

FUZZ_TARGETS := address bind mapper memmap firmware regions rtl pool guard frames space growth
FUZZ := $(BUILD)/fuzz
MODEL_SOURCES := $(sort $(wildcard spec/model/*.c))
MODEL_HEADERS := $(sort $(wildcard spec/model/*.h))
FUZZ_HEADERS := $(sort $(wildcard fuzz/common/*.h fuzz/machine/*.h fuzz/mapping/*.h fuzz/supply/*.h)) $(MODEL_HEADERS) $(IMPL_HEADERS)
# Linked into every target, because every target links all of impl/ and so needs the door that the machine implements.
FUZZ_MACHINE := $(sort $(wildcard fuzz/machine/*.c))
FUZZ_COMMON := fuzz/common/harness.c fuzz/common/spaces.c $(sort $(wildcard fuzz/mapping/*.c fuzz/supply/*.c))
HOSTED := -std=c11 -O2 -g $(WARNINGS) $(INCLUDES)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all

# Comparisons hint the fuzzer at numbers to try. Not in rooms that walk arrays, and whose targets make addresses and sizes of
# a byte or two: there each is a call in a loop, for hints that nobody takes (same coverage without, two to four times as fast).
FUZZ_NO_HINTS := frames growth guard mapper pool regions space
fuzz_coverage = -fsanitize=fuzzer-no-link $(if $(filter $(FUZZ_NO_HINTS),$(word 2,$(subst /, ,$(basename $1)))),-fno-sanitize-coverage=trace-cmp)

# Fuzz build: coverage where it guides (library and target), sanitizers there and in the harness, model and machine
# plain: they are the oracle, and replay runs it under the sanitizers. Objects in folders of their own, as selftest.py links them.
FUZZ_MODEL_OBJECTS := $(MODEL_SOURCES:spec/model/%.c=$(FUZZ)/objects/model/%.o)
FUZZ_MACHINE_OBJECTS := $(FUZZ_MACHINE:fuzz/machine/%.c=$(FUZZ)/objects/machine/%.o)
FUZZ_COMMON_OBJECTS := $(FUZZ_COMMON:fuzz/%.c=$(FUZZ)/objects/harness/%.o)
FUZZ_IMPL_OBJECTS := $(IMPL_SOURCES:%.c=$(FUZZ)/objects/%.o)
FUZZ_TARGET_OBJECTS := $(FUZZ_TARGETS:%=$(FUZZ)/objects/%.o)
FUZZ_BINARIES := $(FUZZ_TARGETS:%=$(FUZZ)/bin/%)

$(FUZZ_MODEL_OBJECTS): $(FUZZ)/objects/model/%.o: spec/model/%.c $(MODEL_HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(HOSTED) -c $< -o $@

$(FUZZ_MACHINE_OBJECTS): $(FUZZ)/objects/machine/%.o: fuzz/machine/%.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(HOSTED) -c $< -o $@

$(FUZZ_COMMON_OBJECTS): $(FUZZ)/objects/harness/%.o: fuzz/%.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(HOSTED) $(SANITIZE) -c $< -o $@

$(FUZZ_IMPL_OBJECTS): $(FUZZ)/objects/%.o: %.c $(IMPL_HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(HOSTED) $(call fuzz_coverage,$<) $(SANITIZE) -c $< -o $@

$(FUZZ_TARGET_OBJECTS): $(FUZZ)/objects/%.o: fuzz/%.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(HOSTED) $(call fuzz_coverage,$<) $(SANITIZE) -c $< -o $@

$(FUZZ_BINARIES): $(FUZZ)/bin/%: $(FUZZ)/objects/%.o $(FUZZ_COMMON_OBJECTS) $(FUZZ_MACHINE_OBJECTS) \
		$(FUZZ_MODEL_OBJECTS) $(FUZZ_IMPL_OBJECTS)
	@mkdir -p $(@D)
	$(CLANG) -fsanitize=fuzzer $(SANITIZE) $^ -o $@

# Replay builds: everything under the sanitizers, by both compilers, and as the i686 kernel sees it. Each source is compiled
# once a build, whatever the number of targets.
REPLAY_SOURCES := fuzz/common/replay_main.c $(FUZZ_COMMON) $(FUZZ_MACHINE) $(MODEL_SOURCES) $(IMPL_SOURCES)
REPLAY_BUILDS := gcc clang gcc32
REPLAY_COMPILER_gcc := $(GCC)
REPLAY_COMPILER_clang := $(CLANG)
REPLAY_COMPILER_gcc32 := $(GCC) -m32
REPLAY_BINARIES := $(foreach build,$(REPLAY_BUILDS),$(FUZZ_TARGETS:%=$(FUZZ)/replay/$(build)/%))
replay_objects = $(patsubst %.c,$(FUZZ)/replay/$1/objects/%.o,$2)

define replay_build
$(call replay_objects,$1,$(REPLAY_SOURCES) $(FUZZ_TARGETS:%=fuzz/%.c)): $(FUZZ)/replay/$1/objects/%.o: %.c $(FUZZ_HEADERS)
	@mkdir -p $$(@D)
	$(REPLAY_COMPILER_$1) $(HOSTED) $(SANITIZE) -c $$< -o $$@

$(FUZZ_TARGETS:%=$(FUZZ)/replay/$1/%): $(FUZZ)/replay/$1/%: $(FUZZ)/replay/$1/objects/fuzz/%.o $(call replay_objects,$1,$(REPLAY_SOURCES))
	@mkdir -p $$(@D)
	$(REPLAY_COMPILER_$1) $(SANITIZE) $$^ -o $$@
endef

$(foreach build,$(REPLAY_BUILDS),$(eval $(call replay_build,$(build))))

# The model as the kernels link it: freestanding, both widths, both compilers, and needing no symbol but its own.
MODEL_FREESTANDING := $(foreach build,gcc-64 gcc-32 clang-64 clang-32,$(FUZZ)/model/$(build).o)

$(MODEL_FREESTANDING): $(FUZZ)/model/%.o: $(MODEL_SOURCES) $(MODEL_HEADERS)
	@mkdir -p $(@D)
	rm -rf $(@D)/$*; mkdir -p $(@D)/$*
	for source in $(MODEL_SOURCES); do \
		$(firstword $(subst -, ,$*)) -m$(lastword $(subst -, ,$*)) -fno-pic $(FREESTANDING) -c $$source \
			-o $(@D)/$*/$$(basename $$source .c).o || exit 1; done
	ld -r -m $(if $(findstring 32,$*),elf_i386,elf_x86_64) $(@D)/$*/*.o -o $@
	@missing=$$(nm -u $@); if [ -n "$$missing" ]; then echo "model ($*) needs $$missing" >&2; rm $@; exit 1; fi

# The vectors of SHA-1 and the hand-made cases of regions are asked of the library too.
$(FUZZ)/model/test: $(sort $(wildcard fuzz/model_test*.c)) $(MODEL_SOURCES) $(FUZZ_MACHINE) \
		$(sort $(wildcard impl/rtl/*.c impl/regions/*.c)) boot/kernel/regions_run.c $(FUZZ_HEADERS) boot/kernel/regions_run.h
	@mkdir -p $(@D)
	$(GCC) $(HOSTED) $(SANITIZE) $(filter %.c,$^) -o $@

include boot/tool/tool.mk

all: $(FUZZ_BINARIES)

.PHONY: fuzz fuzz-merge fuzz-selftest replay model-test

fuzz: $(FUZZ_BINARIES) ## fuzz every target for SECONDS each (default 60); TARGET=x for one
	@$(PYTHON) fuzz/run.py $(SECONDS) $(FUZZ)/bin fuzz/corpus $(FUZZ) $(FUZZ_TARGETS) $(if $(TARGET),--only $(TARGET))

replay: $(REPLAY_BINARIES) ## every corpus file under ASan and UBSan, built by gcc, clang and gcc -m32
	@$(PYTHON) fuzz/replay.py fuzz/corpus $(REPLAY_BINARIES)

model-test: $(MODEL_FREESTANDING) $(FUZZ)/model/test ## unit tests of the executable model and the simulated machine
	@$(FUZZ)/model/test

fuzz-selftest: $(FUZZ_BINARIES) ## plant faults in a copy of impl/ and see that the fuzzer finds each; PLANTS=pattern for some
	@$(PYTHON) fuzz/selftest.py impl fuzz/corpus $(FUZZ)/selftest $(CLANG) $(FUZZ)/objects $(FUZZ_TARGETS) \
		$(if $(TARGET),--only $(TARGET)) $(if $(PLANTS),--plants '$(PLANTS)')

fuzz-merge: $(FUZZ_BINARIES) ## add to fuzz/corpus the inputs of earlier runs that reach new code
	@for target in $(FUZZ_TARGETS); do mkdir -p $(FUZZ)/$$target/corpus; \
		$(FUZZ)/bin/$$target -set_cover_merge=1 -use_counters=0 -max_len=96 fuzz/corpus/$$target $(FUZZ)/$$target/corpus 2>&1 | tail -1; \
		ls fuzz/corpus/$$target | wc -l; done

# The pool on the host: fixed traces, instructions as callgrind counts them. Compiled whole and for a fixed place, as the kernels are.
$(FUZZ)/bench/pool_bench: $(wildcard fuzz/bench/*.c fuzz/bench/*.h) $(IMPL_SOURCES) $(IMPL_HEADERS)
	@mkdir -p $(@D)
	$(GCC) $(HOSTED) -flto -fno-pie -no-pie $(filter fuzz/bench/%.c impl/pool/%.c,$^) -o $@

.PHONY: bench-pool

bench-pool: $(FUZZ)/bench/pool_bench ## the pool on fixed traces beside malloc, mimalloc and jemalloc (needs valgrind)
	@$(PYTHON) fuzz/bench/traces.py $(FUZZ)/bench/traces
	@$(PYTHON) fuzz/bench/pool_bench.py $< $(FUZZ)/bench/traces $(BUILD)/bench.json
