namespace Archivist.Operations.Notifying.Messages;

/// <summary>Events of one cause, as targets see them. Immutable.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Opened">When the first event happened.</param>
/// <param name="Count">The number of events so far, 1 or more.</param>
/// <param name="Closed">When all was well again; null while it is not.</param>
internal sealed record NotifiedIncident(long Id, DateTimeOffset Opened, int Count, DateTimeOffset? Closed);
