namespace Archivist.Discs.Health;

/// <summary>The state of a disc.</summary>
public enum HealthState
{
    /// <summary>It was not read since it was burned, and the life of its medium has not ended.</summary>
    Unread,

    /// <summary>It was read, and enough error correction is left.</summary>
    Fine,

    /// <summary>It must be remastered soon.</summary>
    RemasterSoon,

    /// <summary>The last reading lost something.</summary>
    Lost,
}
