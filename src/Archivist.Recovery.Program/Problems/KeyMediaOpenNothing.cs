using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>A drill is to open the disc with a key file on a USB stick, and none opens it.</summary>
/// <param name="IsAnyThere">Whether a key file was found at all.</param>
internal sealed record KeyMediaOpenNothing(bool IsAnyThere) : Problem(Failure.WrongKey, "key file");
