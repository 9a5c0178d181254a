-- How many requests sent between ?1 and ?2 are open by what is on record: none that ended, was sent again or was
-- accepted, and none whose latest button was Connect.
SELECT count(*) FROM request AS r
WHERE sent_at BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM request AS later WHERE later.person_id = r.person_id AND later.sent_at > r.sent_at)
    AND coalesce(
        (SELECT kind FROM action WHERE request_id = r.id AND kind IN ('withdrawn', 'expired', 'declined', 'reopened')
            ORDER BY recorded_at DESC LIMIT 1),
        'reopened'
    ) = 'reopened'
    AND NOT EXISTS (
        SELECT 1 FROM observation AS o
        WHERE o.person_id = r.person_id AND o.removed_at IS NULL AND o.seen_at > r.sent_at - 86400000 AND (
            o.in_connections = 1 OR o.notified = 1 OR o.degree = '1st' OR o.sent_page IN ('accepted', 'canceled')
        )
    )
    AND coalesce(
        (SELECT button FROM observation AS o
            WHERE o.person_id = r.person_id AND o.removed_at IS NULL AND o.seen_at > r.sent_at
                AND o.button IN ('connect', 'pending')
            ORDER BY o.seen_at DESC LIMIT 1),
        'pending'
    ) = 'pending'
