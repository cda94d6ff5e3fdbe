using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;

namespace Archivist.Operations.Problems;

/// <summary>The list of users who may sign in is refused.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1; 0 when it is no line.</param>
/// <param name="Fault">Why.</param>
public sealed record UserListInvalid(string Path, int Line, PeerUsersFault Fault) : Problem(Failure.Usage, Path);
