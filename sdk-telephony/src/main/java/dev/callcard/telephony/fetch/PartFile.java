package dev.callcard.telephony.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that grows, and beside it, as long as it is not whole, the {@link Proof} by which it can be continued. After a kill
 * at any instant the proof beside the file is the one of the bytes in it.
 */
final class PartFile {
    private static final int MOST_PROOF_BYTES = 32 << 10;

    private final Path file;
    private final Path beside;
    private Optional<Proof> proof;
    private long size;

    private PartFile(Path file, Path beside, Optional<Proof> proof, long size) {
        this.file = file;
        this.beside = beside;
        this.proof = proof;
        this.size = size;
    }

    /** Looks what is there of a source. */
    static PartFile open(Path into, String source) throws IOException {
        Path file = into.toAbsolutePath();
        Path name = file.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("into must name a file");
        }
        Path beside = file.resolveSibling(name + ".proof");
        Optional<Proof> proof = read(beside).filter(found -> found.source().equals(source));
        long size = proof.isPresent() && Files.exists(file) ? Files.size(file) : 0;
        PartFile part = new PartFile(file, beside, proof, size);
        part.leaveOneByteToAskFor();
        return part;
    }

    // No server answers a request for no bytes, and without an answer nothing is proven.
    private void leaveOneByteToAskFor() throws IOException {
        long total = proof.map(Proof::total).orElse(-1L);
        if (total > 0 && size >= total) {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(total - 1);
            }
            size = total - 1;
        }
    }

    private static Optional<Proof> read(Path beside) throws IOException {
        if (!Files.exists(beside) || Files.size(beside) > MOST_PROOF_BYTES) {
            return Optional.empty();
        }
        try {
            return Proof.ofLines(Files.readAllLines(beside, StandardCharsets.US_ASCII));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    Path file() {
        return file;
    }

    /** How many bytes are there and can be continued, or are coming in just now. */
    long size() {
        return size;
    }

    /** The proof, if there is something to continue. */
    Optional<Proof> proof() {
        return size > 0 ? proof : Optional.empty();
    }

    /** Nothing of what is there will be continued. */
    void distrust() {
        proof = Optional.empty();
        size = 0;
    }

    /** Begins anew: first without the old bytes, then with the new proof, so that they never stand side by side. */
    void begin(Proof of) throws IOException {
        Files.newOutputStream(file).close();
        size = 0;
        Path fresh = beside.resolveSibling(beside.getFileName() + ".new");
        Files.write(fresh, of.lines(), StandardCharsets.US_ASCII);
        Files.move(fresh, beside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        proof = Optional.of(of).filter(Proof::canContinue);
    }

    OutputStream append() throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void grown(int bytes) {
        size += bytes;
    }

    /** It is whole. */
    void finish() throws IOException {
        Files.deleteIfExists(beside);
    }

    /** It is of no use. */
    void discard() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(beside);
        distrust();
    }
}
