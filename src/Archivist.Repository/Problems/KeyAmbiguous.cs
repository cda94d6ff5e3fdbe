using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Several key ids begin with the reference.</summary>
public sealed record KeyAmbiguous(string Reference, int Count) : Problem(Failure.Usage, Reference);
