package dev.callcard.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** Jackson's databind, set up to write the same JSON. */
final class JacksonWriter {
    private final ObjectMapper mapper;
    private final ObjectWriter writer;

    /** With times that are texts already, or with instants that become texts while they are written, as the product's do. */
    JacksonWriter(boolean formats) {
        SimpleModule times = new SimpleModule();
        times.addSerializer(JacksonCard.Time.class, new JsonSerializer<>() {
            @Override
            public void serialize(JacksonCard.Time time, JsonGenerator json, SerializerProvider provider)
                    throws IOException {
                json.writeString(formats ? time.at().toString() : time.text());
            }
        });
        times.addDeserializer(JacksonCard.Time.class, new JsonDeserializer<>() {
            @Override
            public JacksonCard.Time deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getText();
                return new JacksonCard.Time(Instant.parse(text), text);
            }
        });
        this.mapper =
                new ObjectMapper().registerModule(times).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.writer = mapper.writerFor(JacksonCard.class);
    }

    /** The tree; throws if the records lack a member. */
    JacksonCard tree(byte[] json) throws IOException {
        return mapper.readValue(json, JacksonCard.class);
    }

    void json(JacksonCard card, OutputStream out) throws IOException {
        writer.writeValue(out, card);
    }

    boolean same(byte[] one, byte[] other) throws IOException {
        return mapper.readTree(one).equals(mapper.readTree(other));
    }
}
