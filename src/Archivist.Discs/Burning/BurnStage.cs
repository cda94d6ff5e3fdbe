namespace Archivist.Discs.Burning;

/// <summary>The stages of a burn.</summary>
public enum BurnStage
{
    /// <summary>The recorder gets ready; formatting belongs here.</summary>
    Preparing,

    /// <summary>Bytes are being written.</summary>
    Writing,

    /// <summary>The session is being closed; this can take minutes.</summary>
    Closing,

    /// <summary>The medium is being ejected and loaded again, so that nothing is read from a cache.</summary>
    Reloading,

    /// <summary>The tray is open and has no motor: the operator must push it in.</summary>
    WaitingForTray,

    /// <summary>The whole medium is being verified.</summary>
    ReadingBack,
}
