using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A text is not an age recipient that can be written to.</summary>
public sealed record AgeRecipientInvalid(string Recipient) : Problem(Failure.Usage, Recipient);
