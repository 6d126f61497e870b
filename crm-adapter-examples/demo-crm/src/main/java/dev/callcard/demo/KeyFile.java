package dev.callcard.demo;

import dev.callcard.ledger.ErasureKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The erasure key, in a file of its own that only its owner may read, made at the first start. The demo keeps it beside the
 * database; a real host keeps it where its other secrets are, and out of the backups of the database.
 */
final class KeyFile {
    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private KeyFile() {}

    /** Reads the key, or makes one. The folder must be this process's own meanwhile. */
    static ErasureKey open(Path file) throws StartException {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return ErasureKey.of(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "The erasure key " + file
                            + " cannot be read: put it back from a copy, or delete it. With the new one that"
                            + " is made then, late reports about those who were erased are taken again.",
                    e);
        }
    }

    /** Under another name first, so that a kill leaves no half a key. */
    private static void make(Path file) throws IOException {
        byte[] secret = new byte[ErasureKey.MIN_BYTES];
        new SecureRandom().nextBytes(secret);
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        boolean posix = half.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel out = FileChannel.open(half, NEW, owners)) {
            if (!posix) {
                limitToOwner(half);
            }
            ByteBuffer bytes = ByteBuffer.wrap(secret);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** On Windows, where a file begins with what its folder allows. */
    private static void limitToOwner(Path file) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
        }
    }
}
