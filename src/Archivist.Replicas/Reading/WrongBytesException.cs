using Archivist.Platform.Problems;

namespace Archivist.Replicas.Reading;

/// <summary>An object came whole, and its bytes are not those of its name.</summary>
/// <param name="problem">The problem that the reader reports when no copy has the right ones.</param>
internal sealed class WrongBytesException(Problem problem) : IOException
{
    internal Problem Problem => problem;
}
