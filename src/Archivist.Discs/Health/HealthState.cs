namespace Archivist.Discs.Health;

/// <summary>How a disc is.</summary>
public enum HealthState
{
    /// <summary>Nobody has read it since it was burned, and its time has not come.</summary>
    Unread,

    /// <summary>It was read, and there is enough to spare.</summary>
    Fine,

    /// <summary>It must be made again before long.</summary>
    RemasterSoon,

    /// <summary>The last reading lost something.</summary>
    Lost,
}
