namespace Archivist.Replicas.Reading;

/// <summary>Which copy is asked first when several hold an object.</summary>
public enum ReadingOrder
{
    /// <summary>The copy that is expected to deliver first, its queue included.</summary>
    Fastest,

    /// <summary>The cheapest copy; the others when it fails or is late.</summary>
    Cheapest,

    /// <summary>The first of the list; the others when it fails or is late.</summary>
    Listed,
}
