package dev.callcard.testkit;
/** Soon. */
public interface DifferentialContract extends StorageFixture {}
