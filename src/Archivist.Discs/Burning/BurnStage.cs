namespace Archivist.Discs.Burning;

/// <summary>Where a burn is.</summary>
public enum BurnStage
{
    /// <summary>The recorder gets ready; formatting belongs here.</summary>
    Preparing,

    /// <summary>Bytes are being written.</summary>
    Writing,

    /// <summary>The session is being closed; this can take minutes.</summary>
    Closing,

    /// <summary>The medium is being put out and in again, so that nothing is read from a memory.</summary>
    Reloading,

    /// <summary>The tray is open and has no motor: somebody must push it in.</summary>
    WaitingForTray,

    /// <summary>Everything is being read back.</summary>
    ReadingBack,
}
