import { createTransport } from 'nodemailer';

/** Where notification mail goes out. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  readonly from: string;
  /** Who reads what no project has named a reader for: whoever runs Saldo. */
  readonly to: readonly string[];
}

/** What the mail tells: identifiers and counts, no payload and no query of the target. */
export interface DeliveryNotice {
  /** Who is told; empty for whoever runs Saldo. */
  readonly contactEmails: readonly string[];
  readonly level: 'WARNING' | 'CRITICAL';
  readonly subscriptionId: string;
  readonly eventName: string;
  readonly eventId: string;
  readonly eventIndex: number;
  /** URL of the webhook; only its scheme, host and port are told. */
  readonly target: string;
  readonly triesMade: number;
  /** Why the last try was not acknowledged. */
  readonly reason: string;
  readonly isSubscriptionDisabled: boolean;
}

export interface Mailer {
  /** Hands the mail to the SMTP server; throws when that does not take it. */
  notify(notice: DeliveryNotice): Promise<void>;
  close(): void;
}

/** A server that hangs must not hold up deliveries, whose job has a minute. */
const SMTP_TIMEOUT_MS = 8_000;

/** Opens the way to an SMTP server; nothing is sent yet. */
export function openMailer({ smtpUrl, from, to }: MailSettings): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    notify: async (notice) => {
      const readers = notice.contactEmails.length > 0 ? notice.contactEmails : to;
      await transport.sendMail({ from, to: [...readers], subject: subjectOf(notice), text: textOf(notice) });
    },
    close: () => transport.close(),
  };
}

function subjectOf({ level, eventName, eventIndex }: DeliveryNotice): string {
  return `[Saldo] ${level}: event ${eventName} no. ${eventIndex} is not delivered`;
}

function textOf(notice: DeliveryNotice): string {
  const tries = notice.triesMade === 1 ? '1 try' : `${notice.triesMade} tries`;
  return [
    `The event ${notice.eventName} no. ${notice.eventIndex} (id ${notice.eventId}) has not been acknowledged after ${tries}.`,
    `Webhook: ${originOf(notice.target)} (subscription ${notice.subscriptionId})`,
    `Last try: ${notice.reason}`,
    '',
    nextOf(notice),
    'Other events of this subscription may be waiting too; this mail is not repeated until the webhook has answered again.',
    '',
  ].join('\n');
}

function nextOf({ level, isSubscriptionDisabled }: DeliveryNotice): string {
  if (isSubscriptionDisabled)
    return 'The subscription has been disabled. Set its status to ACTIVE once the webhook works: waiting events are then sent.';
  if (level === 'CRITICAL') return 'There will be no further try. Once the webhook works, ask for the event again.';
  return 'Further tries will follow.';
}

function originOf(target: string): string {
  return URL.canParse(target) ? new URL(target).origin : 'not a URL';
}
