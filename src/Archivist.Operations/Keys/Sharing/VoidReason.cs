namespace Archivist.Operations.Keys.Sharing;

/// <summary>Why paper is void.</summary>
public enum VoidReason
{
    /// <summary>The key that it is about was removed.</summary>
    KeyRemoved,

    /// <summary>A newer one was printed.</summary>
    Replaced,
}
