# The freestanding library for the host, built by both compilers with every warning an error.

HOST_LIBRARY := $(BUILD)/lib/libselfmap.a
HOST_OBJECTS := $(IMPL_SOURCES:%.c=$(BUILD)/host/%.o)
CLANG_OBJECTS := $(IMPL_SOURCES:%.c=$(BUILD)/clang/%.o)

all: $(HOST_LIBRARY) $(CLANG_OBJECTS)

$(HOST_OBJECTS): $(BUILD)/host/%.o: %.c $(IMPL_HEADERS)
	@mkdir -p $(@D)
	$(GCC) $(FREESTANDING) -c $< -o $@

$(CLANG_OBJECTS): $(BUILD)/clang/%.o: %.c $(IMPL_HEADERS)
	@mkdir -p $(@D)
	$(CLANG) $(FREESTANDING) -c $< -o $@

$(HOST_LIBRARY): $(HOST_OBJECTS)
	@mkdir -p $(@D)
	rm -f $@ && ar rcs $@ $^
