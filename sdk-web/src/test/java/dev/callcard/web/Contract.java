package dev.callcard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/** The contract of the HTTP API, {@code docs/openapi.yaml}, as something that answers can be held against. */
final class Contract {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DOCUMENT = read();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private Contract() {}

    /** An operation of the contract. */
    record Operation(String method, String template, JsonNode node, List<JsonNode> parameters) {
        @Override
        public String toString() {
            return method + " " + template;
        }

        /** Whether nobody has to be logged in. */
        boolean isOpen() {
            return node.has("security") && node.get("security").isEmpty();
        }

        JsonNode response(int status) {
            JsonNode responses = node.get("responses");
            JsonNode exact = responses.get(Integer.toString(status));
            JsonNode found = exact != null ? exact : responses.get("default");
            assertThat(found).as("%s: %s is not in the contract", this, status).isNotNull();
            return resolve(found);
        }
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.get("paths")
                .properties()
                .iterator()
                .forEachRemaining(path -> path.getValue().properties().forEach(member -> {
                    if (List.of("get", "head", "post", "put", "patch", "delete").contains(member.getKey())) {
                        List<JsonNode> parameters = new ArrayList<>();
                        path.getValue().path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
                        member.getValue().path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
                        operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                member.getValue(),
                                parameters));
                    }
                }));
        return operations;
    }

    /** The operation of a path below the base, if the contract has one. */
    static Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(operation.template().replaceAll("\\{[a-zA-Z]+}", "[^/]+")))
                .min(Comparator.comparing(operation -> operation.template().indexOf('{', 25) < 0 ? 0 : 1));
    }

    /** Holds an answer against the contract. */
    static void check(Operation operation, int status, Map<String, List<String>> headers, byte[] body) {
        JsonNode response = operation.response(status);
        response.path("headers").properties().forEach(header -> {
            String value = headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(header.getKey()))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(operation + " " + status + " lacks " + header.getKey()));
            JsonNode schema = resolve(header.getValue()).get("schema");
            boolean number = schema.path("type").asText().equals("integer");
            check(
                    schema,
                    number
                            ? JSON.getNodeFactory().numberNode(Long.parseLong(value))
                            : JSON.getNodeFactory().textNode(value),
                    operation + " " + header.getKey());
        });
        JsonNode content = response.path("content");
        if (operation.method().equals("HEAD") || content.isMissingNode()) {
            assertThat(body).as("%s %s has no body", operation, status).isEmpty();
            return;
        }
        String type = headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("Content-Type"))
                .map(entry -> entry.getValue().get(0).replaceAll(";.*", ""))
                .findFirst()
                .orElse("none");
        assertThat(content.has(type))
                .as("%s %s answers with %s", operation, status, type)
                .isTrue();
        if (type.endsWith("json") && !type.endsWith("x-ndjson")) {
            check(content.get(type).get("schema"), parse(body), operation + " " + status);
        }
    }

    static void check(JsonNode schema, JsonNode value, String what) {
        JsonSchema compiled = COMPILED.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", DOCUMENT.get("components"));
            return SCHEMAS.getSchema(whole, CONFIG);
        });
        assertThat(compiled.validate(value)).as("%s: %s", what, value).isEmpty();
    }

    static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("an answer is not JSON", e);
        }
    }

    /** The examples of a media type, parameter or the like, by name. */
    static Map<String, JsonNode> examples(JsonNode node) {
        Map<String, JsonNode> examples = new LinkedHashMap<>();
        if (node.has("example")) {
            examples.put("example", node.get("example"));
        }
        node.path("examples")
                .properties()
                .iterator()
                .forEachRemaining(example -> examples.put(
                        example.getKey(), resolve(example.getValue()).get("value")));
        return examples;
    }

    static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(DOCUMENT.at(node.get("$ref").asText().substring(1))) : node;
    }

    private static JsonNode read() {
        Path file = Path.of(System.getProperty("callcard.root", ".."), "docs", "openapi.yaml");
        try (Reader reader = Files.newBufferedReader(file)) {
            return JSON.valueToTree(new Yaml().<Object>load(reader));
        } catch (IOException e) {
            throw new AssertionError("the contract cannot be read", e);
        }
    }
}
