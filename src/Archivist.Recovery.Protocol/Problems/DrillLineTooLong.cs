using Archivist.Platform.Problems;

namespace Archivist.Recovery.Protocol.Problems;

/// <summary>A line on the port of a drill is longer than any order or event.</summary>
public sealed record DrillLineTooLong(int Limit) : Problem(Failure.Failed, "drill port");
