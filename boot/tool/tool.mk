# The host tool: build/selfmap on the host library, built by clang too so that both compilers' warnings hold.

TOOL := $(BUILD)/selfmap
TOOL_SOURCES := $(sort $(wildcard boot/tool/*.c))
TOOL_HEADERS := $(sort $(wildcard boot/tool/*.h impl/include/selfmap/*.h))
TOOL_FLAGS := -std=c11 -D_GNU_SOURCE -O2 $(WARNINGS) $(INCLUDES)

all: $(TOOL) $(BUILD)/clang/selfmap

$(TOOL): $(TOOL_SOURCES) $(TOOL_HEADERS) $(HOST_LIBRARY)
	@mkdir -p $(@D)
	$(GCC) $(TOOL_FLAGS) $(TOOL_SOURCES) $(HOST_LIBRARY) -o $@

# An archive, so that what the tool does not call (the mapper) does not ask for the hardware's door.
$(BUILD)/clang/libselfmap.a: $(CLANG_OBJECTS)
	rm -f $@ && ar rcs $@ $^

$(BUILD)/clang/selfmap: $(TOOL_SOURCES) $(TOOL_HEADERS) $(BUILD)/clang/libselfmap.a
	@mkdir -p $(@D)
	$(CLANG) $(TOOL_FLAGS) $(TOOL_SOURCES) $(BUILD)/clang/libselfmap.a -o $@

.PHONY: tool-test

tool-test: $(TOOL) $(BUILD)/clang/selfmap ## the host tool against independent arithmetic, and every bad input
	@$(PYTHON) boot/tool/test.py $(TOOL) $(BUILD)/clang/selfmap
