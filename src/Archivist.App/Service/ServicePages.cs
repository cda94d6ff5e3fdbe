using System.Text.Json;
using Archivist.App.Web;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Microsoft.AspNetCore.Http;

namespace Archivist.App.Service;

/// <summary>What a service answers over the web: one line for each path. Thread-safe.</summary>
/// <param name="work">The service.</param>
internal sealed class ServicePages(ServiceWork work)
{
    /// <summary>The answers by path. None of them takes anything in or is secret: there is no sign-in.</summary>
    private static readonly Dictionary<string, Func<HttpContext, ServiceWork, Task>> Pages = new(StringComparer.Ordinal)
    {
        ["/health/live"] = SendLiveAsync,
        ["/health/ready"] = SendReadyAsync,
    };

    private readonly MetricsAnswers? _metrics = work.MetricsToken is { } token ? new MetricsAnswers(token, work.Clock, work.MeasureAsync) : null;

    /// <summary>Answers a request. There are few paths, and no routing is loaded for them.</summary>
    internal Task AnswerAsync(HttpContext context)
    {
        if (_metrics is not null && MetricsAnswers.IsMeant(context.Request))
            return _metrics.SendAsync(context);
        var isGet = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isGet && context.Request.Path.Value is { } path && Pages.TryGetValue(path, out var answer))
            return answer(context, work);
        context.Response.StatusCode = isGet ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private static Task SendLiveAsync(HttpContext context, ServiceWork work)
    {
        var isAlive = work.IsAlive();
        return SendAsync(context, isAlive, new HealthRecord(isAlive ? "live" : "stuck", null, null));
    }

    private static Task SendReadyAsync(HttpContext context, ServiceWork work)
    {
        var health = work.FindHealth();
        var schedules = health.Schedules.Select(schedule => new ScheduleHealthRecord(
            schedule.Name, schedule.IsLate, schedule.IsRunning, schedule.LastSuccess, schedule.SucceedsBy, schedule.Failures, schedule.Held is { } held ? WordOf(held) : null, schedule.HeldSince));
        return SendAsync(context, health.IsReady, new HealthRecord(health.IsReady ? "ready" : "late", health.Archive, [.. schedules]));
    }

    private static async Task SendAsync(HttpContext context, bool isGood, HealthRecord record)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(record, HealthJson.Default.HealthRecord);
        context.Response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static string WordOf(HoldReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
