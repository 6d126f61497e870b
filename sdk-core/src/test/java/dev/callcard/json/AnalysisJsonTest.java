package dev.callcard.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callcard.recording.AudioAnalyzer.Analysis;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisJsonTest {
    @Test
    void writeAnalysisShouldSayAllOfIt() {
        Analysis analysis = new Analysis(
                8_000,
                12_001,
                4_096,
                2 / 3.0,
                true,
                List.of(new Analysis.Channel(List.of(0, 255, 7), 0.5), new Analysis.Channel(List.of(1, 2, 3), 0)));

        assertThat(written(analysis))
                .isEqualTo("{\"durationMs\":1500,\"sampleRate\":8000,\"samples\":12001,\"samplesPerPeak\":4096,"
                        + "\"speechShare\":0.6667,\"complete\":true,\"channels\":["
                        + "{\"talkShare\":0.5,\"peaks\":[0,255,7]},{\"talkShare\":0.0,\"peaks\":[1,2,3]}]}");
    }

    @Test
    void writeAnalysisShouldBeSmallHoweverLongTheRecordingIs() {
        Analysis.Channel fullest = new Analysis.Channel(Collections.nCopies(Analysis.MOST_PEAKS, 255), 1);

        assertThat(written(new Analysis(48_000, 1L << 40, 1L << 30, 1, true, List.of(fullest, fullest))))
                .hasSizeLessThan(17_000);
    }

    private static String written(Analysis analysis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CardJson.writeAnalysis(out, analysis);
        return out.toString(StandardCharsets.UTF_8);
    }
}
