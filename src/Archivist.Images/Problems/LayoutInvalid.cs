using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>A property of a disc layout is out of range.</summary>
public sealed record LayoutInvalid(LayoutFault Fault, string Value) : Problem(Failure.Usage, Value);
