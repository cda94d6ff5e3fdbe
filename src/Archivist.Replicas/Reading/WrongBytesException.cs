using Archivist.Platform.Problems;

namespace Archivist.Replicas.Reading;

/// <summary>An object came whole, and its bytes are not those of its name.</summary>
/// <param name="problem">What the reader is told when no copy has the right ones.</param>
internal sealed class WrongBytesException(Problem problem) : IOException
{
    internal Problem Problem => problem;
}
