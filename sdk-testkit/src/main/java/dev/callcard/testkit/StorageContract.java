package dev.callcard.testkit;

import dev.callcard.recording.RecordingStore;

/** The contracts of all ports of a {@link dev.callcard.storage.Storage}. */
public interface StorageContract
        extends ProjectStoreContract,
                CallStoreContract,
                VisitStoreContract,
                CardStoreContract,
                LogStoreContract,
                ChangesContract,
                AnnotationStoreContract,
                RecordingCatalogContract,
                RecordingBytesContract,
                RecordingWorkContract,
                ShareLinkStoreContract,
                AuditStoreContract,
                LegalHoldContract,
                ErasureStoreContract,
                ReplayContract,
                InboxContract,
                PollContract,
                RecordingStoreContract,
                DifferentialContract {
    /**
     * The store of the bytes.
     *
     * @return the storage's own one, unless overridden
     */
    @Override
    default RecordingStore recordingStore() {
        return storage().recordings();
    }
}
