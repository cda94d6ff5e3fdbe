namespace Archivist.Operations.Configuration;

/// <summary>Where notifications go, and which. The private constructor closes the set. Immutable.</summary>
internal abstract record NotifyTarget
{
    private NotifyTarget()
    {
    }

    /// <summary>Unique among the targets.</summary>
    internal required string Name { get; init; }

    /// <summary>The kinds that it takes, besides tests.</summary>
    internal required IReadOnlyList<NotificationKind> On { get; init; }

    /// <summary>The schedules whose runs it hears of; empty for all.</summary>
    internal IReadOnlyList<string> Schedules { get; init; } = [];

    /// <summary>The least severe notification that it takes. A digest comes whatever it says.</summary>
    internal NotificationSeverity Least { get; init; }

    /// <summary>The word of its kind in the settings.</summary>
    internal abstract string To { get; }

    /// <summary>It follows the life of each run, rather than incidents.</summary>
    internal bool FollowsRuns => this is Healthchecks;

    /// <summary>Whether it takes a notification.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="schedule">The schedule concerned; null for the archive as a whole.</param>
    /// <param name="severity">How much it matters.</param>
    internal bool Takes(NotificationKind kind, string? schedule, NotificationSeverity severity) =>
        (schedule is null || Schedules.Count == 0 || Schedules.Contains(schedule))
            && (FollowsRuns
                ? kind is NotificationKind.Started or NotificationKind.Alive or NotificationKind.Success or NotificationKind.Findings or NotificationKind.Failure
                : On.Contains(kind) && (severity >= Least || kind is NotificationKind.Digest));

    /// <summary>Mail.</summary>
    internal sealed record Smtp : NotifyTarget
    {
        internal required string Host { get; init; }

        internal required int Port { get; init; }

        internal required MailSecurity Security { get; init; }

        /// <summary>Signs in with <see cref="Password"/>; null for no sign-in.</summary>
        internal string? User { get; init; }

        internal SecretReference? Password { get; init; }

        internal required string From { get; init; }

        internal required IReadOnlyList<string> Recipients { get; init; }

        /// <summary>A PEM file, absolute: the only authorities to trust; null for those of the machine.</summary>
        internal string? CaCertificate { get; init; }

        internal override string To => "smtp";
    }

    /// <summary>A POST signed as Standard Webhooks says.</summary>
    internal sealed record Webhook : NotifyTarget
    {
        internal required NotifyAddress Address { get; init; }

        /// <summary>The signing key: <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
        internal required SecretReference Secret { get; init; }

        internal string? CaCertificate { get; init; }

        internal override string To => "webhook";
    }

    /// <summary>A topic of an ntfy server.</summary>
    internal sealed record Ntfy : NotifyTarget
    {
        internal required NotifyAddress Address { get; init; }

        /// <summary>An access token; null for a topic that anyone may write to.</summary>
        internal SecretReference? Token { get; init; }

        internal string? CaCertificate { get; init; }

        internal override string To => "ntfy";
    }

    /// <summary>A server that waits for signs of life, as Healthchecks does.</summary>
    internal sealed record Healthchecks : NotifyTarget
    {
        internal required NotifyAddress Address { get; init; }

        /// <summary>Between two signs of life of one run.</summary>
        internal required TimeSpan Alive { get; init; }

        internal string? CaCertificate { get; init; }

        internal override string To => "healthchecks";
    }

    /// <summary>A program that gets the notification on its standard input.</summary>
    internal sealed record Command : NotifyTarget
    {
        /// <summary>The program, then its arguments.</summary>
        internal required IReadOnlyList<string> Arguments { get; init; }

        internal override string To => "command";
    }

    /// <summary>The desktop of the user who runs Archivist.</summary>
    internal sealed record Desktop : NotifyTarget
    {
        internal override string To => "desktop";
    }
}
