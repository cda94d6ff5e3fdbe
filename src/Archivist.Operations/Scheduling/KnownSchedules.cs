using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Running;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>The schedules of an archive: those beside its settings, and the shipped ones.</summary>
/// <param name="context">Where secrets are looked up.</param>
/// <param name="settings">The archive.</param>
internal sealed class KnownSchedules(OperationContext context, ArchivistSettings settings)
{
    /// <summary>Opens the journal of runs for a question, which creates nothing; null where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened.</exception>
    internal Task<RunJournal?> FindJournalAsync(CancellationToken cancellationToken) => RunJournals.FindAsync(context, settings, cancellationToken);

    /// <summary>Reads all of them; those that are refused come with what is wrong.</summary>
    internal async Task<IReadOnlyList<(string Name, ScheduleFile? Schedule, ArchivistException? Refused)>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string, ScheduleFile?, ArchivistException?)>();
        foreach (var name in ScheduleReader.Library.List(settings.File))
        {
            try
            {
                found.Add((name, await ScheduleReader.ReadAsync(name, settings, cancellationToken), null));
            }
            catch (ArchivistException refused)
            {
                found.Add((name, null, refused));
            }
        }

        return found;
    }

    /// <summary>Whether the calendar starts a schedule: one beside the settings unless it was paused, and a shipped one once it was resumed.</summary>
    internal bool IsOn(ScheduleFile schedule, RunJournal? journal) => journal?.FindSwitch(schedule.Name)?.IsOn ?? IsOwn(schedule);

    /// <summary>The schedule lies beside the settings.</summary>
    internal bool IsOwn(ScheduleFile schedule) => IsBeside(schedule.File);

    /// <summary>The schedule of that name, which may be wrong, lies beside the settings.</summary>
    internal bool IsOwn(string name) => IsBeside(ScheduleReader.Library.Find(name, settings.File));

    private bool IsBeside(string file) => Path.GetDirectoryName(Path.GetDirectoryName(file)) == Path.GetDirectoryName(settings.File);
}
