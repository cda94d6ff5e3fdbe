namespace Archivist.Discs.Problems;

/// <summary>The request that a drive or disk did not carry out.</summary>
public enum DriveFault
{
    /// <summary>Open its tray.</summary>
    TrayStuck,

    /// <summary>Take the disc in again.</summary>
    DiscNotBack,

    /// <summary>Read the disc after it was loaded again.</summary>
    DiscUnreadable,

    /// <summary>Empty its buffers, so that reading back would prove nothing.</summary>
    BuffersKept,
}
