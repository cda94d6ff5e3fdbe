
namespace Archivist.Repository.Retention;

/// <summary>What a retention rule counts: single snapshots, or parts of the calendar that have one.</summary>
public enum CalendarUnit
{
    /// <summary>Each snapshot by itself.</summary>
    Snapshot,

    /// <summary>Full hours.</summary>
    Hour,

    /// <summary>Days.</summary>
    Day,

    /// <summary>ISO weeks, from Monday to Sunday.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Years.</summary>
    Year,
}
