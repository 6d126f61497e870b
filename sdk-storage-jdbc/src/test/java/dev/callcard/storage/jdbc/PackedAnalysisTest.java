package dev.callcard.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callcard.recording.AudioAnalyzer.Analysis;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What there is to see of audio keeps its form, for rows of today are read by releases to come. */
class PackedAnalysisTest {
    private static final Analysis ANALYSIS = new Analysis(
            8_000,
            24_001,
            12,
            0.5,
            true,
            List.of(new Analysis.Channel(List.of(0, 127, 128, 255), 0.25), new Analysis.Channel(List.of(), 1)));

    private static final String FORM_ONE = "0280 7d82f702 18".replace(" ", "")
            + "80808080808080e07f"
            + "02"
            + "04"
            + "80808080808080d07f"
            + "08007f80ff"
            + "80808080808080f07f"
            + "00";

    @Test
    void theFormIsThatOfEveryRowSoFar() {
        assertThat(HexFormat.of().formatHex(PackedAnalysis.write(ANALYSIS))).isEqualTo(FORM_ONE);
        assertThat(PackedAnalysis.read(HexFormat.of().parseHex(FORM_ONE))).contains(ANALYSIS);
    }

    @Test
    void aPeakIsAByte() {
        assertThat(bytes(List.of(255, 255, 255))).isEqualTo(bytes(List.of()) + 3);
    }

    @Test
    void aFormOfALaterReleaseIsNotRead() {
        byte[] later = new Packed.Writer().number(2).text("whatever comes then").bytes();

        assertThat(PackedAnalysis.read(later)).isEmpty();
    }

    @Test
    void aPeakThatIsNoByteIsRefused() {
        for (int peak : new int[] {-1, 256}) {
            assertThatThrownBy(() -> bytes(List.of(peak))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static int bytes(List<Integer> peaks) {
        return PackedAnalysis.write(new Analysis(1, 1, 1, 0, true, List.of(new Analysis.Channel(peaks, 0)))).length;
    }
}
