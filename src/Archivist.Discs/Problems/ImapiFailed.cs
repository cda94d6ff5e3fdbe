using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>IMAPI 2 of Windows reported a failure.</summary>
public sealed record ImapiFailed(string Device, int Error, Cause Cause) : Problem(Failure.MediumFailed, Device);
