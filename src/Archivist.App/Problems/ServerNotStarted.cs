using Archivist.Platform.Problems;

namespace Archivist.App.Problems;

/// <summary>The server cannot listen on its address.</summary>
internal sealed record ServerNotStarted(string Address, Cause Cause) : Problem(Failure.Failed, Address);
